//! Given names, as data.

/// Given names that are common where German, Turkish or English is spoken, with some of their neighbours', chosen by hand
/// and without those that are words, places, products or languages too (Max, Mark, Paris, Julia, Ruby).
pub(crate) const GIVEN: &str = "anna anja anke anneliese annette andrea angelika antje astrid barbara bettina birgit brigitte britta carla \
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
     fatima omar";
