//! Phrases that are unusual in a person by themselves, by what they tell.

use crate::anonymity::Detail;

/// The phrases in lower case, parted by semicolons. Dashes between their words do not matter.
pub(super) const PHRASES: &[(Detail, &str)] = &[
    (
        Detail::Media,
        "local press; local newspaper; local newspapers; local paper; local papers; local media; local news; \
         local radio; regional press; regional news; regional newspaper; county newspaper; county paper; evening \
         newspaper; weekly newspaper; sunday newspaper; tabloid; tabloids; national press; national newspaper; \
         national newspapers; national media; national news; national television; national tv; national radio; \
         front page; front pages; made headlines; made the headlines; made the news; made national; hit the \
         headlines; media coverage; media attention; media interest; press coverage; press attention; press \
         interest; press report; press reports; reported in the press; covered by the press; named in the press; \
         in the newspapers; on the news; in the news; in the papers; went viral; gone viral; shared widely \
         online; widely shared; television news; tv news; bbc news; itv news; sky news; bbc look north; look \
         north; bbc radio; evening post; evening news; evening standard; news story; news stories; news item; \
         newspaper report; newspaper reports; newspaper article; newspaper; newspapers; headline; headlines; \
         televised; documentary; podcast about; crowdfunding; crowdfunder; fundraising page; fundraising appeal; \
         gofundme; justgiving; online petition; public appeal; facebook group; social media campaign; on \
         television; on national radio; reality show; television programme; television quiz; tv quiz; quiz show; \
         game show; talent show; cookery show; baking show; on channel 4; on channel 5; on channel four; on bbc; \
         on itv; in a podcast; lunchtime news; breakfast news; teatime news; o ' clock news; o ’ clock news; a reporter from; reporters; journalists; a journalist; evening paper; sunday \
         paper; weekly paper; the gazette; the echo; the courier; the argus; daily mail; the sun newspaper; \
         daily mirror; the guardian newspaper; petition with; petition signed; vigil; protest outside; viral \
         video; trended; millions of views",
    ),
    (
        Detail::Role,
        "well known locally; locally known; well known in the; known locally; known in the area; known in the \
         town; local celebrity; celebrity; public figure; household name; head teacher of; headteacher of; head \
         teacher at; headteacher at; headmaster of; mayor of; lord mayor; mayoress; vicar of; vicar at; priest \
         at; priest of; imam of; imam at; rabbi of; rabbi at; mp for; member of parliament; councillor for; \
         county councillor; captain of; landlord of; landlady of; owner of a; owner of the local; chief \
         constable; high sheriff; town crier; choirmaster; bell ringer; lollipop lady; lollipop man; world \
         champion; olympic; paralympic; commonwealth games; war veteran; falklands veteran; leader of the \
         council; governor of; postmaster of; chair of governors; professional footballer; professional rugby; \
         whistleblower; former champion; lottery winner; the last surviving; the only survivor; world record; record \
         holder; lay preacher; parish priest; festival queen; carnival queen; played for england; played for \
         scotland; played for wales; played for ireland; ran the village; runs the village; runs the local; ran \
         the local; stood for parliament; sits on the council; george cross; victoria cross; mbe; obe; \
         knighthood; well known; survivor of",
    ),
    (
        Detail::Religion,
        "jehovah s witness; jehovahs witness; jehovah ' s witness; jehovah ’ s witness; jehovah s witnesses; \
         jehovah ' s witnesses; orthodox jew; orthodox jewish; plymouth brother; plymouth brethren; turban; \
         niqab; burqa; hijab; kippah; kirpan; skullcap; kosher; observed ramadan; observes ramadan; sikh \
         chaplain; rabbi was called; imam was called; shabbat; sabbath; gurdwara; synagogue; kingdom hall; \
         seventh day adventist; christian scientist; latter day saint",
    ),
    (
        Detail::Family,
        "half brother; half sister; stepbrother; stepsister; ex husband; ex wife; former husband; former wife; \
         estranged; great niece; great nephew; great aunt; great uncle; godmother; godfather; goddaughter; \
         godson; adoptive mother; adoptive father; adoptive parents; adopted son; adopted daughter; birth \
         mother; foster mother; foster father; foster son; foster daughter; civil partner; same sex; two \
         mothers; two mums; two dads; both mothers; twin brother; twin sister; second cousin; first cousin; \
         second wife; third wife; second husband; third husband; late husband; late wife; widowed twice; sperm \
         donor; egg donor; mistress; married to; engaged to; sister in law; brother in law; mother in law; \
         father in law; son in law; daughter in law; great grandmother; great grandfather; identical twin; \
         identical twins; conjoined; triplets; triplet; quadruplets; quadruplet; surrogate; adopted from; foster \
         child; foster carer; two sets of twins; both widowed; eldest of; youngest of; the vicar ' s wife; his \
         cousin who is also; first cousins; both of whom had died; lost a child; lost two children; second child \
         to die; second death in the family",
    ),
    (
        Detail::Other,
        "asylum seeker; witness protection; sex worker; refugee from; trafficked from; victim of trafficking; \
         registered sex offender; high profile; acid attack; the lottery; serving a sentence; life sentence; \
         convicted of; convicted murderer; unaccompanied minor; child refugee; on remand; people in the country; \
         people in the uk; cases in the uk; patients in the uk; people in the world; patients in the country; \
         cases in the world; families in the country; in the whole of the uk; syphilis; hostage; kidnapped; \
         stabbing that; murder trial; court case; terrorist attack; mass shooting; shooting that; train crash; \
         plane crash; manchester arena; grenfell; hillsborough",
    ),
    (Detail::Sex, "transgender; trans man; trans woman; non binary; intersex"),
    (
        Detail::Occupation,
        "british army; royal navy; royal air force; royal marines; retained firefighter; prison officer; police \
         officer; police inspector; police sergeant; police constable; air traffic controller; merchant navy; \
         lifeboat crew; lifeboat volunteer; mountain rescue volunteer",
    ),
];

/// Phrases that say much of somebody and stand as often where nobody is told of, in lower case, parted by semicolons.
pub(super) const TOLD_PHRASES: &[(Detail, &str)] = &[
    (
        Detail::Media,
        "bake off; strictly come dancing; britain ' s got talent; x factor; mastermind; desert island discs; question time; \
         songs of praise; antiques roadshow; love island; big brother; come dine; dragons ' den; university challenge; \
         crimewatch; panorama; newsnight; countryfile; contestant; finalist in; appeared on channel; appeared on radio; \
         appeared on stage; winner of the; runner up in; shortlisted for; voted the; crowned",
    ),
    (
        Detail::Other,
        "london marathon; great north run; tour de france; boat race; general election; election night; the referendum; \
         the heatwave; the blackout; royal visit; state visit; the derby; wimbledon; the proms; eurovision; test match; \
         fa cup; six nations; highland games; eisteddfod; the regatta; village fete; county show; tall ships; immigration \
         order; immigration officer; student visa; work visa; tattoo; tattoos on; face tattoo; wheelchair rugby; \
         wheelchair basketball; guide dog; assistance dog; therapy animal",
    ),
    (
        Detail::Other,
        "a siege; extra fingers; extra toe; six toes; webbed fingers; married four times; married five times; married six times; \
         sets of twins; first day in the job; last shift before; in helmand; in basra; in kabul; in the falklands; acquitted; airlifted; albino; amputee; asked in parliament; attacked by a dog; attacked by \
         dogs; autobiography; avalanche; award winning; best selling; birthmark; bitten by a bat; bitten by a \
         monkey; bitten by a snake; bitten by an adder; blind from birth; blind since birth; blue plaque; \
         breeds dogs; bronze medal; buried alive; canal boat; capped for; capsized; captain the; carbon monoxide \
         from; charity in her name; charity in his name; circus; claimed asylum; cliff fall; climbed everest; \
         coach crash; coronation; court martial; crossbow; crossed the channel; crowd crush; crushed by a; cup \
         final; deaf and blind; deaf from birth; deafblind; deported; detention centre; diamond jubilee; \
         different coloured eyes; disfigured; donated a kidney; donated her kidney; donated his kidney; downing \
         street; earthquake; the eclipse; solar eclipse; total eclipse; explosion at; extra finger; facial scar; fairground; famous as; famous \
         for; feet tall; fell down a mine; fell down a well; fell from a balcony; fell from a bridge; fell from \
         a cliff; fell from a crane; fell from a horse; fell from a hot; fell from a ladder at; fell from a \
         ride; fell from a roof; fell off a cliff; fell overboard; fell through the ice; ferrets; foot tall; \
         found in the canal; found in the river; found on the beach; found on the railway; foundation in her \
         name; foundation in his name; gas explosion; glass eye; glastonbury; gold medal; golden jubilee; gored \
         by; grand national; grand prix; held captive; helicopter crash; her blog; her novel; her podcast; his \
         blog; his novel; his podcast; hit by a tractor; hit by a train; hit by a tram; hit by lightning; hit \
         record; honours list; house of commons; house of lords; houseboat; immigration detention; in a castle; \
         in a cave; in a commune; in a convent; in a lighthouse; in a lorry; in a monastery; in a windmill; in a \
         yurt; in barracks; in prison for; in the explosion; in the lighthouse; in the manor; in the rectory; in \
         the vicarage; in the woods; inches tall; infamous; jubilee weekend; keeps bees; keeps pigeons; keeps \
         snakes; kept bees; kept pigeons; kept snakes; kicked by a horse; kidnap; kidney to her; kidney to his; \
         king ' s funeral; known across; known all over; known throughout; known to the press; landslide; law \
         named; level crossing; live in a caravan; lived in a caravan; lives in a caravan; lost an eye; lost \
         both arms; lost both hands; lost both legs; machete; mauled by; memoir; modern slavery; mute since; \
         named after her; named after him; narrowboat; nicknamed; notorious; notting hill carnival; novichok; \
         number one hit; on a boat; on a showground; on an oil rig; on the railway line; on the run; on the \
         showground; on trial; one armed; one blue and one; one legged; opening ceremony; organ donor who; pile \
         up; platinum jubilee; play the organ; played cricket; played football; played for; played rugby; plays \
         cricket; plays football; plays for; plays rugby; plays the bagpipes; plays the organ; poisoned by; \
         pride parade; prize winning; prosthetic arm; prosthetic leg; pulled from the canal; pulled from the \
         river; pulled from the rubble; pulled from the sea; queen ' s funeral; questions in parliament; \
         racing pigeons; raised in parliament; ran the marathon; record breaking; refused asylum; released from \
         prison; rescued by a passing; rescued by helicopter; rescued by the lifeboat; riot; riots; rowed the \
         atlantic; royal wedding; run over by a; sailed around the world; scar across; seeking asylum; select \
         committee; sent to prison; sentenced to; served in afghanistan; served in iraq; served in northern \
         ireland; served in the falklands; served in the gulf; served time; serving time; shark; shipwreck; shot \
         in the; shotgun; silver medal; six fingers; small boat; smuggled; stabbed by; stabbed in the; stampede; \
         starred in; state funeral; stateless; stood trial; street party; struck by a train; struck by a tram; \
         struck by lightning; stung by a jellyfish; swam the channel; tarantula; tattoo of; tattooed; the \
         jubilee; thrown from a horse; thrown from her horse; thrown from his horse; tour of duty; trampled by; \
         travelling circus; travelling fair; tsunami; under house arrest; undocumented; webbed; winched; with \
         one arm; with one leg; without papers; won a bafta; won a medal; won an award; won an oscar; won the \
         lottery; won the medal; world cup; world tour; wrote a book; youtube channel",
    ),
    (
        Detail::Family,
        "an orphan; related by marriage; related to our; related to the chair; arranged marriage; bigamy; both parents had died; brother was killed; brought up in care; \
         cares for both; cares for her twin; cares for his twin; child bride; conceived by; daughter was killed; \
         died in the same; donor egg; donor sperm; eighth child; eldest child of; eleventh child; estranged \
         twin; father was killed; forced marriage; given up for adoption; grew up in care; half siblings; \
         husband was killed; ivf after; last of the line; lone parent of; lost both parents; love child; married \
         four times; married her cousin; married his cousin; married three times; mother was killed; ninth \
         child; of quadruplets; of triplets; one of twins; only carer; only child of; orphaned; pregnant at \
         fifty; pregnant at forty; put up for adoption; quintuplets; raised by her grandmother; raised by her \
         grandparents; raised by his grandmother; raised by his grandparents; secret child; separated at birth; \
         seventh child; single father of; single mother of; sister was killed; sole carer; son was killed; \
         suicide of her; suicide of his; surrogacy; tenth child; three times married; took her own life; took \
         his own life; twelfth child; twice divorced; twice widowed; twins who; widowed at; widowed three; \
         widowed with; wife was killed; young carer for",
    ),
    (
        Detail::Religion,
        "bar mitzvah; bat mitzvah; born again; church elder; church warden; churchwarden; confirmation class; convert to \
         islam; converted to; excommunicated; exorcism; faith healer; fasting during ramadan; fasting for \
         ramadan; hajj; last rites; lourdes; ordained; pilgrimage; prays at; sidesman; sunday school; temple \
         priest; umrah; voodoo; brethren; amish; bruderhof; charedi; christadelphian; cloistered; hare krishna; \
         hermit; hutterite; lubavitch; mennonite; monastery; novice at; novice in; postulant; satmar; scientologist; \
         swedenborgian; the convent; witchcraft; worships at",
    ),
    (
        Detail::Sex,
        "assigned female; assigned male; bisexual; born female; born male; came out as; deadname; gay man; gay \
         woman; gender fluid; genderqueer; his boyfriend; lesbian; openly gay; same sex couple; trans boy; trans \
         girl; trans ,; trans and; trans .; trans person; transitioned; two spirit",
    ),
    (
        Detail::Media,
        "thousand followers; million followers; followers on; million times; thousand times online; subscribers; in the paper for; in the paper after; in all the papers; breakfast show; camera crew; camera crews; candlelit; caught on camera; chat show; cover story; \
         crowdfunded; exposé; film crew; gave an interview; gave interviews; hashtag; justice for; livestream; \
         livestreamed; made a documentary; memorial page; news cameras; news crew; obituaries; obituary; \
         photographed by; protesters; public inquiry into her; public inquiry into his; reported nationally; \
         spoke to reporters; spoke to the press; television cameras; tribute page; tv cameras; video of her; \
         video of him; was trending; whistleblowing story; widely reported",
    ),
    (
        Detail::Occupation,
        "alderman; beadle; beekeeping; bell tower; british champion; champion of the city; champion of the country; \
         champion of the county; champion of the world; county champion; deputy lieutenant; european champion; former \
         gp; former matron; former midwife; former nurse; former ward sister; high sheriff; household name; known all \
         along; known along; known for miles; lady mayoress; local celebrity; local legend; mayor ' s consort; \
         national champion; regional champion; retired district nurse; retired doctor; retired gp; retired health \
         visitor; retired matron; retired midwife; retired nurse; retired sister; retired surgeon; retired ward \
         sister; town crier; world champion; bouncer; brass band; church organist; cruise ship; delivered the post; delivers \
         the post; down the mine; down the pit; football club; in the army; in the circus; in the fire service; \
         in the navy; in the raf; justice of the peace; keeps the post office; keeps the pub; keeps the shop; \
         kept the post office; kept the pub; kept the shop; lord lieutenant; magic circle; night club; oil rig; \
         on the trawlers; parish clerk; premier league; ran a pub; ran a shop; ran the post office; ran the pub; \
         ran the shop; rang the bells; reservist; rings the bells; rugby club; runs a pub; runs a shop; runs the \
         post office; runs the pub; runs the shop; school governor; special constable; stunt; territorial army; \
         the ballet; the film industry; the opera; the orchestra; the parish council; the west end; town band; \
         town clerk; town council",
    ),
];
