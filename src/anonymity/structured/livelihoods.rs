//! What people live by, and what few are: words that say much of somebody once they are said of one person.

/// Trades, offices and callings in lower case. Words that are as often names, things or posts in a hospital stay out.
pub(super) const LIVELIHOODS: &str = "abbess abbot accordionist acrobat actuary aeronaut agronomist airman airwoman alderman almoner amputee anarchist \
     angler antiquarian apiarist apothecary apprentice arborist archaeologist archbishop archdeacon archer archivist \
     aristocrat artisan assassin astrologer astronomer auctioneer aviator baker ballerina ballplayer bandleader \
     bandmaster bandsman bargee bargeman barmaid barman baron baroness baronet barrister bassist beachcomber beadle \
     beautician beefeater beekeeper bellboy bellfounder bellhop bishop blacksmith boatbuilder boatman boatswain \
     bodybuilder bodyguard boilermaker bookbinder bookkeeper bookseller botanist bouncer boxer brewer brewster \
     bricklayer brigadier bugler bullfighter bursar busker butler cabbie cabinetmaker calligrapher cameraman \
     camerawoman canon cantor cartographer cartoonist cartwright cavalryman celebrity cellist chancellor charwoman \
     chauffeur cheesemaker chessplayer chimneysweep choirboy choreographer chorister cinematographer clarinettist \
     clergyman clergywoman clockmaker clown coachbuilder coachman coalman coastguard cobbler collier colonel \
     columnist comedian comedienne commander commando commodore composer concierge confectioner conjuror conservator \
     contortionist contralto coppersmith cordwainer coroner corporal cosmologist councilwoman countess courier \
     couturier coxswain crabber cricketer crofter croupier cryptographer curate cutler cyclecross cyclist dairyman \
     dame deacon deaconess deckhand decorator detectorist dinnerlady diplomat diva diver dj dockworker dogwalker \
     dominatrix doorman dramatist drayman dressmaker drover druid drummer duchess duke earl economist egyptologist \
     electrician embalmer embroiderer emcee engraver entomologist entrepreneur envoy equestrian escapologist essayist \
     evangelist exorcist explorer falconer farmhand farmworker farrier fellmonger fellrunner ferryman fiddler \
     filmmaker firefighter firewalker fishwife flautist flowergirl flutist footballer footman forager forester \
     forewoman foundryman friar fruiterer funambulist furrier gaffer gamekeeper gardener gatekeeper geographer \
     geologist geophysicist ghillie ghostwriter gilder glassblower glassmaker glazier gliderpilot goalkeeper goatherd \
     godparent goldsmith golfer governess gravedigger greengrocer greenkeeper grocer groundsman guitarist gunner \
     gunsmith gurkha gymnast haberdasher hairdresser harbourmaster harpist haulier headhunter headmaster headmistress \
     headteacher herbalist herdsman hermit horologist horseman horsewoman hosier hotelier housebuilder househusband \
     housemaster housewife huntsman hurdler hypnotist iceskater illusionist illustrator imam impersonator impresario \
     influencer innkeeper inventor ironmonger ironworker janitor jester jeweller jockey joiner journalist jouster \
     judge juggler keyboardist kickboxer knifegrinder knitter lacemaker laird lamplighter landgirl landowner \
     landscaper lawyer leatherworker legionnaire librarian librettist lieutenant lifeboatman lifeboatwoman lifeguard \
     linesman linguist locksmith lollipopman longshoreman lorrydriver lumberjack luthier lyricist machinist magician \
     magistrate magnate maid majorette mandolinist marchioness marquess marquis matador mathematician mayor mayoress \
     mechanic mercenary merchant metalworker meteorologist midfielder midshipman milkmaid milkman milliner \
     millionaire miner minstrel missionary mixologist monk morrisman mortician mosaicist mountaineer muezzin mufti \
     muleteer musicologist navigator navvy needlewoman neuroscientist newsagent nightporter nightwatchman nobleman \
     notary novelist nun nurseryman oboist oilman olympian organist ornithologist orphan ostler outfitter oysterman \
     paddler paediatrist pageboy palaeontologist pamphleteer paparazzo parachutist paralympian paratrooper pathfinder \
     patissier pawnbroker peacekeeper pediatrist percussionist perfumer petrologist philanthropist philatelist \
     philosopher photojournalist physicist pianist piper pitman pitmaster plasterer plater playwright ploughman \
     plumber poacher podcaster poet pontiff postmaster postmistress postwoman potholer poulterer preacher prebendary \
     prelate princess printmaker prioress privateer procurator projectionist proprietor publican publicist pundit \
     puppeteer purser pyrotechnician quarryman quartermaster quilter quizmaster rabbi rambler ranger rapper rector \
     referee reservist restaurateur reverend ringmaster riveter roadie roofer rower saddlemaker saddler sailmaker \
     sapper saxophonist scaffolder schoolmaster schoolmistress schoolteacher scoutmaster screenwriter scriptwriter \
     sculptor seafarer seaman seamstress seismologist sergeant sexton shepherd shepherdess sheriff shipwright \
     shoemaker shopkeeper shotfirer showgirl showjumper showman shunter signalman silversmith singer skater skier \
     skipper skydiver smallholder smelter smuggler sociologist soloist sommelier songwriter soprano speedskater \
     sprinter spy stablehand stagehand stargazer statistician steelworker steeplejack stenographer stepdancer \
     stevedore stewardess stockbroker stoker stonemason strongman stuntman stuntwoman submariner subpostmaster \
     suffragan suffragette sumo surfer surveyor swineherd swordsman tailor tattooist taxidermist taxman teacher \
     telegraphist telephonist tenor thatcher theologian tinsmith toastmaster tobacconist toolmaker tramdriver trapper \
     trawler trawlerman triathlete trombonist trooper trucker trumpeter tugman tuner typesetter undersecretary \
     underwriter upholsterer usher usherette valet ventriloquist verger veterinarian vicar vicaress viceroy vintner \
     violinist violist viscount viscountess vlogger vocalist volcanologist waggoner wainwright waiter warder warlord \
     watchmaker watchman weathercaster weatherman weatherwoman weaver weightlifter welder whaler wheelwright whittler \
     windsurfer winemaker woodcarver woodcutter woodturner woodworker wordsmith wrestler writer xylophonist yachtsman \
     yachtswoman yeoman yodeller youtuber zookeeper zoologist";
