//! Conditions that few people have. In a text about somebody they help to tell who it is; in guidance they pass.

/// The conditions, and operations that few have had, in lower case, parted by semicolons. Possessives are written with
/// their mark apart.
pub(super) const CONDITIONS: &str = "abetalipoproteinaemia; achondrogenesis; achondroplasia; acrodermatitis; acromegaly; addison ' s disease; \
     addisonian crisis; adenosine deaminase deficiency; adrenoleukodystrophy; agammaglobulinaemia; aicardi; \
     aicardi goutieres; alagille syndrome; albinism; alexander disease; alien hand; alkaptonuria; allergy to the \
     sun; alpers; alpha mannosidosis; alport syndrome; alstrom syndrome; alström syndrome; alternating \
     hemiplegia; ambiguous genitalia; amelia; amyloidosis; anencephaly; angelman syndrome; aniridia; \
     anophthalmia; anorchia; anthrax; antley bixler; apert syndrome; aplastic anaemia; aquagenic; \
     argininosuccinic aciduria; arnold chiari; arthrogryposis; artificial heart; aspergilloma; asplenia; ataxia \
     telangiectasia; atypical haemolytic uraemic; auto brewery syndrome; autoimmune encephalitis; babesiosis; \
     bardet biedl; barth syndrome; bartonella; bartter syndrome; batten disease; baylisascaris; becker muscular \
     dystrophy; beckwith wiedemann; behcet ' s; behçet ' s; best disease; beta ketothiolase; bickerstaff; \
     biliary atresia; bionic; biotinidase deficiency; birdshot; birt hogg dubé; blackfan diamond; blackwater \
     fever; bladder exstrophy; blastomycosis; bloom syndrome; botulism; bovine tuberculosis; bowel transplant; \
     brittle bone disease; brittle bones; brown sequard; brucellosis; brugada syndrome; budd chiari; bullous \
     pemphigoid; buruli ulcer; calciphylaxis; canavan disease; cantu syndrome; capgras; carcinoid syndrome; \
     carney complex; castleman disease; caudal regression; central core disease; cerebrotendinous; chagas \
     disease; charcot marie tooth; charge syndrome; chediak higashi; cherubism; chikungunya; cholera; \
     choroideremia; chronic granulomatous disease; churg strauss; ciguatera; citrullinaemia; cjd; cleidocranial; \
     coats disease; cockayne syndrome; cogan syndrome; cold agglutinin; cold urticaria; congenital adrenal \
     hyperplasia; congenital central hypoventilation; congenital diaphragmatic hernia; congenital insensitivity; \
     cornelia de lange; cotard; cowden syndrome; cowpox; craniopharyngioma; craniosynostosis; creutzfeldt jakob; \
     cri du chat; crigler najjar; crimean congo; crouzon syndrome; cryoglobulinaemia; cyclic vomiting syndrome; \
     cyclopia; cystic fibrosis; cystic hygroma; cysticercosis; cystinosis; cystinuria; dandy walker; danon \
     disease; darier; degos disease; dengue; dentatorubral; denys drash; dercum; dermatomyositis; desmoid; devic \
     ' s disease; di george syndrome; diamond blackfan; digeorge syndrome; diphtheria; diphyllobothrium; dravet \
     syndrome; duchenne; dwarfism; dystrophia myotonica; eagle syndrome; ebola; ebstein ' s anomaly; \
     echinococcosis; ectodermal dysplasia; ectopia cordis; edwards syndrome; ehlers danlos; eisenmenger; \
     elephantiasis; ellis van creveld; emery dreifuss; encephalitis lethargica; eosinophilic granulomatosis; \
     epidermolysis bullosa; epiphyseal dysplasia; erdheim chester; erythromelalgia; erythropoietic \
     protoporphyria; esthesioneuroblastoma; evans syndrome; ewing ' s sarcoma; ewing sarcoma; exomphalos; \
     exploding head syndrome; fabry disease; face transplant; fahr disease; familial adenomatous polyposis; \
     familial dysautonomia; familial mediterranean fever; fanconi anaemia; fanconi syndrome; farber disease; \
     fatal familial insomnia; felty syndrome; fetal alcohol syndrome; fetal surgery; fetus in fetu; \
     fibrodysplasia ossificans; fibular hemimelia; filariasis; fish odour syndrome; floating harbor; foreign \
     accent syndrome; fournier ' s gangrene; foxg1; fragile x; freeman sheldon; fregoli; friedreich ' s ataxia; \
     frontotemporal dementia; fryns syndrome; galactosaemia; galloway mowat; ganser syndrome; gas gangrene; \
     gastroschisis; gaucher disease; gender affirming surgery; gender reassignment; gerstmann; giant axonal; \
     gigantism; gitelman syndrome; glanders; glioblastoma multiforme; glut1 deficiency; glutaric aciduria; \
     glycogen storage disease; goldenhar syndrome; goodpasture; goodpasture ' s; gorham; gorlin syndrome; \
     granulomatosis with polyangiitis; guinea worm; haemoglobinuria; haemophagocytic lymphohistiocytosis; \
     haemophilia; hairy cell leukaemia; hallervorden spatz; hand transplant; hansen ' s disease; hantavirus; \
     harlequin ichthyosis; hartnup disease; hay wells; heart and lung transplant; heart lung transplant; heart \
     transplant; hemihypertrophy; hemimelia; hemipelvectomy; hemispherectomy; hereditary angioedema; hereditary \
     haemorrhagic telangiectasia; hereditary spastic paraplegia; hermansky pudlak; heterotaxy; hirschsprung ' s; \
     holoprosencephaly; holt oram; homocystinuria; hunter syndrome; huntington ' s; hurler syndrome; hutchinson \
     gilford; hydatid disease; hydranencephaly; hyperekplexia; hyperoxaluria; hypohidrotic; hypophosphatasia; \
     hypothalamic hamartoma; ichthyosis; inclusion body myositis; incontinentia pigmenti; insulinoma; \
     intermittent porphyria; isaacs syndrome; isovaleric acidaemia; jacobsen syndrome; japanese encephalitis; \
     jarcho levin; jervell lange nielsen; joubert syndrome; kabuki syndrome; kallmann syndrome; kaposi; \
     kaposiform; kartagener; kawasaki disease; kearns sayre; kennedy ' s disease; kleefstra; kleine levin; \
     klinefelter; klippel feil; klippel trenaunay; krabbe disease; kugelberg welander; kuru; kyasanur; la \
     crosse; lafora disease; lambert eaton; landau kleffner; langerhans cell histiocytosis; laron syndrome; \
     larsen syndrome; larynx transplant; lassa fever; laurence moon; leber ' s; leigh syndrome; leishmaniasis; \
     lennox gastaut; leprosy; leptospirosis; lesch nyhan; li fraumeni; limb girdle; limb lengthening; \
     lissencephaly; listeriosis; locked in state; locked in syndrome; loeys dietz; lymphangioleiomyomatosis; \
     madelung; maffucci; mal de debarquement; malaria; malignant hyperthermia; maple syrup urine disease; \
     marburg; marfan syndrome; marshall smith; mastocytosis; mayer rokitansky; mcardle disease; mccune albright; \
     meckel gruber; medullary sponge; medulloblastoma; melas; melioidosis; melkersson; menkes disease; merkel \
     cell; mesothelioma; metachromatic leukodystrophy; methaemoglobinaemia; methylmalonic; microcephaly; \
     microtia; miller fisher; mitochondrial disease; mixed connective tissue; moebius syndrome; monkeypox; \
     morgellons; morquio syndrome; morvan; motor neurone disease; mowat wilson; moyamoya; mpox; mrkh; muckle \
     wells; mucopolysaccharidosis; multiple endocrine neoplasia; multiple system atrophy; multivisceral \
     transplant; munchausen by proxy; myasthenia gravis; myiasis; myotonia congenita; myotonic dystrophy; möbius \
     syndrome; nager syndrome; nail patella; necrotising fasciitis; nemaline myopathy; netherton syndrome; \
     neuroblastoma; neurocysticercosis; neurofibromatosis; neuromyelitis optica; neurosyphilis; niemann pick; \
     nipah; nonketotic; noonan syndrome; occipital horn; oculopharyngeal; oesophageal atresia; ohtahara; ollier \
     disease; omphalocele; onchocerciasis; ondine ' s curse; ornithine transcarbamylase; osteochondromatosis; \
     osteogenesis imperfecta; osteopetrosis; osteosarcoma; pallister killian; pantothenate; paragonimiasis; \
     paraneoplastic; paroxysmal nocturnal; parry romberg; pasteurellosis; patau syndrome; pearson syndrome; \
     pelizaeus merzbacher; pellagra; pemphigus; pendred; penis transplant; persistent genital arousal; \
     persistent mullerian; peutz jeghers; pfapa; pfeiffer syndrome; phaeochromocytoma; phalloplasty; phantom \
     pregnancy; phenylketonuria; pheochromocytoma; phocomelia; pierre robin; pitt hopkins; plague; plasma cell \
     leukaemia; poems syndrome; poland syndrome; polio; poliomyelitis; polymicrogyria; pompe disease; \
     pontocerebellar; porphyria; porphyria cutanea; posterior cortical atrophy; prader willi; primary ciliary \
     dyskinesia; primary lateral sclerosis; prion disease; progeria; progressive supranuclear palsy; propionic \
     acidaemia; proteus syndrome; prune belly; pseudohypoparathyroidism; pseudomyxoma; pseudoxanthoma; \
     psittacosis; pulmonary alveolar proteinosis; pulmonary atresia; pulmonary veno occlusive; purpura \
     fulminans; pycnodysostosis; pyruvate kinase; q fever; quadruple amputation; rabies; rapunzel syndrome; \
     rasmussen ' s encephalitis; rat bite fever; refsum disease; retinoblastoma; rett syndrome; reye ' s \
     syndrome; reye syndrome; rhabdomyosarcoma; rhizomelic; riley day; river blindness; rocky mountain; romano \
     ward; rotationplasty; rothmund thomson; rubinstein taybi; rumination syndrome; russell silver; sacral \
     agenesis; sandhoff disease; sanfilippo syndrome; schistosomiasis; schwannomatosis; scleroderma; scurvy; \
     seckel syndrome; separation surgery; septo optic; severe combined immunodeficiency; sezary; shwachman \
     diamond; sickle cell disease; silver russell; simpson golabi; sirenomelia; situs inversus; sjogren larsson; \
     sleeping sickness; smallpox; smith lemli opitz; smith magenis; snake bite; sotos syndrome; spinal muscular \
     atrophy; spinocerebellar ataxia; stargardt; steinert; stickler syndrome; stiff man syndrome; stiff person \
     syndrome; stone man syndrome; sturge weber; subacute sclerosing; surgery in the womb; susac; sweating \
     sickness; sweet syndrome; swyer syndrome; synaesthesia; syringomyelia; systemic capillary leak; systemic \
     sclerosis; takayasu; tangier disease; tarlov; tay sachs; tetanus; tetanus infection; thalassaemia major; \
     thalidomide; thanatophoric; thrombotic thrombocytopenic purpura; toxic epidermal necrolysis; toxic shock \
     syndrome; toxocariasis; trachea transplant; transverse myelitis; treacher collins; trench fever; \
     trichinosis; trichothiodystrophy; trigonocephaly; trimethylaminuria; triple x; tropical sprue; \
     trypanosomiasis; tuberous sclerosis; tularaemia; turner syndrome; typhus; tyrosinaemia; undulant fever; \
     urea cycle disorder; usher syndrome; uterus transplant; vacterl; vaginoplasty; variant cjd; variegate \
     porphyria; vcjd; vein of galen; very long chain; viral haemorrhagic fever; von hippel lindau; von \
     recklinghausen; von willebrand type 3; waardenburg; waldenström; walker warburg; walking corpse; water \
     allergy; weaver syndrome; wegener ' s; weil ' s disease; werner syndrome; west nile; west syndrome; whipple \
     ' s disease; whipple disease; williams syndrome; wilson ' s disease; wiskott aldrich; wolf hirschhorn; \
     wolfram syndrome; womb transplant; xeroderma pigmentosum; yaws; yellow fever; young simpson; zellweger; \
     zika; zollinger ellison";
