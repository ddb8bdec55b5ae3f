//! Given names, as data.

use crate::lexicon::WordSet;

/// Given names that are common where German, Turkish or English is spoken, with some of their neighbours', chosen by hand
/// and without those that are words, places, products or languages too (Max, Mark, Paris, Julia, Ruby).
pub(crate) static GIVEN: WordSet = WordSet::new(
    "anna anja anke anneliese annette andrea angelika antje astrid barbara bettina birgit brigitte britta carla \
     charlotte christa christiane claudia cornelia dagmar doris edith elena elfriede elisabeth elke ella emilia \
     emma erika eva franziska frieda friederike gabriele gerda gertrud gisela greta gudrun hannah hanna heike \
     helga hilde ilse inge ingrid irmgard isabella jana janina johanna jutta karin karoline katharina kathrin \
     katja katrin kerstin kirsten klara laura lea lena leonie lieselotte lina linda lisa luisa magdalena manuela \
     maren margarete margit maria marie marion marlene martina mathilda melanie michaela mia miriam monika nadine \
     nadja natalie nele nicole nina olga petra pia regina renate rita rosemarie sabine sabrina sandra sarah silke \
     silvia simone sofia sofie sonja sophie stefanie stephanie susanne svenja sybille sylvia tanja tatjana teresa \
     theresa ulrike ursula ute vanessa vera verena veronika victoria viktoria waltraud wiebke yvonne achim adrian \
     albert alexander alfred andreas anton armin arne axel benedikt benjamin bernd bernhard bruno carsten \
     christian christoph claus daniel detlef dieter dietmar dirk dominik eberhard egon elias emil erich ernst \
     erwin fabian felix ferdinand florian frank friedrich fritz georg gerd gerhard gregor guenter gunter günter \
     günther gustav hannes hans harald hartmut heiko heiner heinrich heinz helmut henning henrik hermann herbert \
     holger horst hubert ingo jakob jan jens joachim jochen johannes jonas joerg jörg josef juergen jürgen julian \
     kai karl karsten kevin klaus konrad kurt lars leon leonhard lothar ludwig lukas manfred manuel marcel marco \
     marcus marius markus marvin martin matthias maximilian michael moritz niklas nils norbert olaf oliver \
     ottokar oskar otto patrick paul peter philipp rainer ralf reinhard reinhold robert roland rolf rudolf \
     rüdiger sebastian siegfried simon stefan steffen stephan sven theodor thomas thorsten tilman tobias torben \
     torsten udo ulrich uwe viktor volker walter werner wilhelm willi winfried wolfgang wolfram yannick ahmet \
     aylin ayse ayşe emine emre fatma gül gülsen hakan hasan hatice hüseyin ibrahim kemal mehmet merve murat \
     mustafa özlem selin serkan yusuf zeynep abigail adam alan alice alison amanda amelia amy andrew angela ann \
     anne anthony ashley brandon brenda brian bridget callum carol caroline catherine charles chloe christine \
     christopher cynthia darnell david deborah dennis desmond diane donald donna dorothy douglas duncan edward \
     eleanor elizabeth emily ethan evelyn fiona frances gareth gary geoffrey george geraldine gillian gordon \
     graham gregory harold harriet heather helen henry imogen isaac isabel jacqueline james jane janet jason \
     jeffrey jennifer jeremy jessica joan joanna john jonathan joseph joshua joyce judith karen kathleen kathryn \
     keith kelly kenneth kimberly larry lauren lawrence leah leslie lewis liam louise lucy lynn malcolm margaret \
     martha mary matthew megan melissa michelle mildred nancy natasha nathan nicholas nigel noah olivia pamela \
     patricia philip priya rachel raymond rebecca richard roger ronald rosalind russell ruth ryan samantha samuel \
     saoirse scott sean sharon sheila shirley stephen steven stuart susan theodore timothy tracy tyler vincent \
     virginia wayne wendy william zachary zoë zoe mateo diego carlos jose josé juan luis miguel pedro sofía lucía \
     carmen giulia giovanni francesca giuseppe marek piotr katarzyna agnieszka tomasz krzysztof pierre françois \
     jean jacques yuki hiroshi keisha thandi wendell björn käthe annika ottilie marit ahmed mohammed mohamed ali \
     fatima omar aaron abbie abdul abdullah adalbert adele adelheid adem adolf agatha agathe agnes aida aileen \
     aisha alana alastair albrecht alejandra alejandro aleksandr aleksandra alena alessandro alessia alessio alex \
     alexandra alexandre alexandria alexia alexis alf alfonso alicia alina allison alma alois alwin alyssa amalia \
     amelie amina amir amira anastasia anatol anders andre andré andreea andrej andres andrés andrzej anette \
     angelina angelo angus anika anita annabelle annalena annegret annelie annemarie annett anni annie ansgar \
     anselm anthea antoine antonia antonio antonius archie ariane arianna ariel arlene armando arnd arno arnold \
     arthur artur arved ashleigh augusta augustin ayhan ayla aysel ayşegül aysegül baptiste barbra barry bastian \
     beate beatrice beatrix becky belinda ben benedicte benno berit bernadette bernard bernardo bernice berta \
     berthold bertram beth bethan bethany betty beverly bianca birger birte blanca boris bradley brent bret brett \
     brianna brooke bryan bryce burak burkhard bülent caitlin caleb cameron camilla camille candace carina carl \
     carlo carlotta carly carmela carola carole carolin carrie casey caspar cassandra catalina catharina cathy \
     catrin cecilia cecile celia celina celine cem cemal chantal charlene charlie chelsey cheryl chiara chloé \
     christel christelle christina christin christos chuck cindy clara clarissa clark claude claudio claudius \
     clemens clifford clint cody colin colleen connie connor constance constantin constanze cora cordula corinna \
     cornelius craig cristian cristina curt curtis cyril damian damien dana dane daniela daniele danielle danilo \
     danny dario darius darlene darren daryl dave davide deanna debbie debra declan deirdre delia denise denny \
     derek derya desiree deniz devin dianna diana dilara dimitri dina dolores domenico dominic dominique dorian \
     doreen dorit dorothea dorothee duane dustin dylan dörte ebru eckhard eckart edda eddie edgar edeltraud \
     edmund eduard eduardo edwin eileen ela elaine elen eleonore elfi elif elisa elise elli ellen elmar elsa \
     elspeth elvira emanuel emanuela emilie emilio emmanuel emmy enno enrico enrique erdem erhard eric erica erik \
     erin ernest ernestine erna ersin esra estelle esther ethel eugen eugene eunice evan eveline ewa ewald \
     fabienne fabio fabrice falk falko faruk fatih federica federico felicia felicitas felipe fergus fernanda \
     fernando filip filippo filiz finley finn florence folker folkert francesco francis francisco franco francois \
     frauke freddy frederic frederick frederik freya frida fridolin friedhelm fritjof gabriel gabriela gabriella \
     gail gavin geert genevieve georgia georgina gerald gerard gerlinde gernot gerold gerrit gertraud gesa gesine \
     ghislaine gian gianluca gianna gilbert gina ginny gino gisbert gitta giuliano gladys glen glenn glenda \
     gloria gonzalo gottfried gottlieb götz greg grete gretchen grit gudula guido guillaume guillermo guilherme \
     gundula gunnar gunther gustavo gwen gwendolyn günay hagen hailey halil halina hamish hamza hannelore hanne \
     harry harvey hasso hayley hector hedwig heide heidi heidrun heinke helena helene helmuth helmar hendrik \
     henri henriette henryk herman hermine hilary hildegard hildegund hilke hilmar hiltrud hinrich holly horace \
     howard hubertus hugh hugo humberto hülya ian ida ignacio ignaz igor ilka ilona ilyas imke ina ines ingbert \
     ingeborg ingolf inka inken irene irena irina irma irmtraud irving isabell isabelle isla isolde ivan ivana \
     ivonne jacek jack jackie jaclyn jacob jaime jake jakub jamal jamie janette janice janin janine jannik janusz \
     jared jaroslav jasmin jasmine javier jayden jeanette jeanne jeannine jeff jelena jenna jennie jenny jeremiah \
     jermaine jerome jerry jessie jill jim jimmy joana joann joanne jochem jodie joe joel joey johan johann \
     johnny jolanda jolene jon jonah jonathon jordi jorge jorgen josefa josefina josefine josephine josie josip \
     josh juana juanita judy juliane juliana julie julien juliet julius justin justine justus jörn kaja kaleb \
     kamil kaori karina karla karolina kasper kate katarina katelyn katerina kathi kathy katie katy kayla keira \
     kelsey ken kendra kenny kenan kerry kieran kilian kira kirk kirsty klemens knut koray korbinian kornelia \
     kristen kristian kristin kristina kristine kristof krystyna kyle lamar lara larissa latoya laurence laurent \
     laurenz laurie lech leila leif leo leonard leonardo leonor leopold leroy lennart lenny leticia levent levi \
     liesel liliana lilian lilli lilly lillian lindsay linnea linus lisbeth liselotte lloyd logan lois lora \
     loraine loredana lorena lorenz lorenzo lori lorna lorraine lottie lotte louis louisa luca lucas lucia \
     luciano lucie lucille luciana ludger luigi luise luka lutz lydia maciej madeleine madeline mads maggie magda \
     maik maike maja malgorzata małgorzata malte mandy marc marcela marcelina marcella marcin margarita margaux \
     margot marguerite mariam marianne marianna mariano maribel marielle marietta marijana marika marilyn marin \
     marina mario marisa marisol marita marjorie marko marlies marlis marlon marsha marta marten marthe marty \
     maryam mateusz mathias mathieu matthieu mathis matt matteo matthäus maureen maurice mauricio mauro maxime \
     maya meike mehdi melek melvin meredith meryem mette micah michal michał michel michele micha mieke \
     mika mike mikael mikhail milena miranda mirco mirjam mirko mitchell mohammad moira mona monica monique \
     muhammed muriel myriam myrtle nadia naomi natascha nathaniel nathalie necmi neil nelly nermin nevin neele \
     nico nicola nicolai nicolas nicolaus nicolette nihat nikita nikola nikolai nikolas nikolaus nilüfer nino \
     noemi nora noreen norman nuray nuri odette oktay ole oleg olena olivier ömer onur orhan oriana oscar osman \
     otmar owen özgür özkan pablo paige paola paolo pascal pascale patrice patrizia paula paulina pauline pavel \
     pawel paweł peggy peer philippa philippe phillip phyllis pierrick pinar pınar polina polly quentin quincy \
     rachael radoslaw rafael rafał raimund rainhard raissa ramona randall randy raphael raquel rasmus raul reece \
     reginald reiner reinhild renata rene rené renee renée rhonda ricarda ricardo riccardo ricky rico rieke riley \
     roberta roberto rocio rodney rodrigo rolando romain romana romy ron ronja ronny rosalie rosanna rosario rosi \
     roswitha rowena roxana roxanne roy ruben rudi rufus rupert ruslan sabina sadie salih salim sally salvatore \
     sam samira sammy samir sanja sara sascha saskia saul scarlett selina selma semra serap serdar sergej sergei \
     sergio severin shannon shane shaun shawn shelley sheryl shona sibel sibylle siegbert sieglinde siegmund \
     siegrun sigmund sigrid sigrun silas silvana silvester silvio simona sina siobhan solveig sonia sophia soraya \
     söhnke sönke söre sören stacey stacy stanislav stefania stefanos stephane stéphane steve stevan sybil \
     sylvain sylvester sylvie sylke sylwia süleyman tabea tamara tamer tamsin tanya tarek tarik ted terence \
     teresita terry tessa thea thekla theo theresia therese thiemo thierry thilo thore tiffany till tilo tim timm \
     timo tina tino toby todd tom tommaso tommy toni tony toralf traute tracey travis trevor tricia trudi tuncay \
     tülay ugur uğur ulf ulla ulli ulrika ümit ümmü urs ursel uschi uta valentin valentina valeria valerie \
     valerio vasco veit velda verona vicente vicki vicky violetta vitali vittoria viviane vivian vivien vladimir \
     volkmar waldemar wally waltraut wanda wendelin wenke wesley whitney wiebe wieland wilfried wilhelmine willem \
     willy wilma witold wojciech wolfhard xaver xavier xenia yael yannik yasin yasmin yasmine yolanda yvette \
     yunus yüksel zacharias zbigniew zdenka zehra zeki ziad zlatan zofia zuzana lucinda heriberto zennun wencke susi tea büşra sian margo \
     mira dermot onno eike ana jannes fiete swantje hinnerk levke tjark momme klaas bronwyn bronwen ngozi malik adaeze \
     noor aarav aditi ajay akira amara amit anand ananya anil arjun arun asha ashok chidi chinedu deepak deepika \
     divya emeka fatou farid farah gaurav goran hamid haruto hassan hussein ifeoma imran ivo jamila jitka joao joão \
     karim kavita kenji khadija khalid kiran kwame lakshmi latifa leyla layla mahmoud manish nabil nadeem nasser neha \
     nikhil nisha noura nuno obinna oksana oleksandr pooja pradeep pranav priyanka radek rahul rajesh rakesh ramesh \
     rania rashid ravi reza rohan rohit saleh sanjay shreya shirin siddharth sunita suresh tariq temitope thanh tunde \
     usha vijay vikram vivek yosef youssef zainab zahra zara zoltan zoltán istván lászló gábor katalin ilaria lorenza \
     matilde ottavia rosaria sandro stefano tiziana umberto valentino agata beata bogdan danuta dariusz dorota edyta \
     ewelina grażyna grzegorz iwona izabela jadwiga jarosław jerzy justyna kacper kinga leszek łukasz lucyna mariusz \
     mirosław przemysław ryszard sławomir stanisław szymon urszula wiesław amélie benoît cédric clément delphine \
     élodie étienne florent gaëlle gérard gilles hélène hervé jérôme josiane laetitia léa loïc lucien maëlle mélanie \
     mickaël noémie odile rémi rémy sébastien séverine solène théo thibault thibaut timothée valérie véronique \
     virginie yann yves alfie alistair aoife arlo ava ciara cormac darragh eamon eoin fergal finlay fionnuala gethin \
     gwyneth hollie huw jemima kayleigh lachlan lowri maeve mabel mairead matilda millie niamh padraig phoebe \
     rhiannon rhys ronan rory seamus sinead sioned tegan winifred anneke bart bjarne daan eirik elin espen femke \
     fleur gijs gunilla haakon hedda ingvar ingunn jelle jeroen jesper joost kjell kirsi lasse lieke maarten magnus \
     marijke mikkel niels pekka pieter ragnhild roel rutger ruud sanne sigurd sindre sjoerd stijn sverre terje thijs \
     tove trine ulrik vidar wouter øyvind jukka mikko tuomas anett almut antonie bodo burghard claas diethelm eilert \
     fenja folke geesche hauke herma hjalmar imme inga insa irmela jasper jette joris jost karlheinz kuno lilo \
     mareike marieke merle mechthild melchior neeltje okko ortrud ottmar ragna rike runa svea tamme telse thies \
     tjorven tomke trude volkert wilko ayten bahar berkay betül canan cansu ceren cihan damla ece ercan ferhat figen \
     gamze gizem gökhan ilhan kaan kerem mesut nazlı nesrin okan özge pelin recep seda sinan songül tarkan tolga tuba \
     tuğba ufuk volkan yasemin yeliz \
     frederike yuri adebayo folasade wanjiru dmitri walburga henrike beatriz claudette bartholomew marleen jule smilla \
     levin jonte keno fokko habbo umar bilal hanan faisal parisa farhad arash kaveh dariush golnaz nasrin sunil ankit \
     anjali ganesh vivaan ishaan takashi akiko naoko satoshi minjun seoyeon jihoon soojin linh huong tuan somchai \
     putri dewi rizky raúl álvaro alvaro iker sebastián camila ximena guadalupe tiago catarina fabrizio massimo benoit \
     anaïs clémence océane aurélie céline zoé mathéo bożena václav jiří zdeněk ondřej miroslav tereza lenka markéta \
     milan dušan dragan zoran slobodan vesna jovana milica dijana sergey alexei alexey dmitry svitlana tetiana natalia \
     natalya ludmila galina andriy taras bohdan volodymyr mykola ioannis giorgos dimitris nikos eleni vasilis spyros \
     wibke gönül cillian eilidh morag cerys tamika deshawn tyrone kofi akosua oluwaseun funke tendai thabo sipho nomsa \
     lerato",
);
