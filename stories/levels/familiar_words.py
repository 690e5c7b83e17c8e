"""Long words that young readers know all the same, written down for this project, by language."""

from __future__ import annotations

_ENGLISH = """
absolutely accident adventure afternoon airplane alligator alphabet although animal anything
anywhere apartment astronaut audience baseball basketball bathroom beautiful bedroom beginning
believe birthday blanket bluebird breakfast brilliant brother building bumblebee butterfly calendar
camel carefully carrot caterpillar celebrate cheerful chicken children chocolate chopped christmas
classroom climbing clothes collect colorful colourful computer continue counting covering creature
crocodile cucumber dangerous daughter daytime december decided delicious different difficult
dinosaur direction discover disappear distance doorbell downstairs dragonfly drawing dreaming
elephant eleven enormous everybody everyone everything everywhere evening exactly excellent exciting
excited explain explore fairytale family farmhouse favorite favourite february feathers festival
finally fireplace firework fisherman flashlight floating football footprint footstep forever
forgotten friend friendly friendship garden gentle goldfish goodbye grandfather grandma grandmother
grandpa grandparent grasshopper happened happily happiness hedgehog helicopter herself himself
holiday homework hospital however hundred hungry important impossible insect inside interesting
invisible invited jellyfish kangaroo keyboard kindness kitchen kitten ladybird ladybug language
laughing laughter learning library lightning listening luckily magazine magical measure medicine
midnight million mistake moonlight morning mosquito mountain mushroom musical mysterious neighbor
neighbour newspaper nighttime nobody notebook nothing november october offered opposite orange
ourselves outside pancake paper parents peaceful penguin perfect perhaps photograph picture
pineapple playground playing policeman postcard potatoes practice present princess probably problem
promise question quickly quietly rabbit railway rainbow raincoat raindrop rainwater reading remember
remembered restaurant running sandwich saturday scientist scissors secretly september seventeen
shoulder shouting sidewalk silently sister sleeping slippery slowly snowball snowflake snowman
somebody somehow someone something sometimes somewhere speaking squirrel standing straight starfish
starlight strange strawberry strength suddenly sunflower sunlight sunshine supermarket surprise
surprised swimming telephone telescope television terrible thankful themselves thinking thirteen
thirty thousand through thunder thursday together toilet tomorrow toothbrush toothpaste treasure
treehouse triangle trouble twinkling umbrella underground underneath understand understood upstairs
vacation vegetable village visiting waiting watching waterfall watermelon weather wednesday weekend
whatever whenever wherever whispered whisper windmill window without wonderful wondering woodland
workshop yesterday yourself
"""
_SPANISH = """
abuelita abuelito aeropuerto alegremente alimento amarillo amistad animales aparecer aprender
aventura bailarina bicicleta biblioteca blanquito bosque caballero calabaza caminando caminar
cansado chiquito chocolate cocodrilo colores comenzar comunidad conejito construir contento corazón
cuadernos cuidadosamente cumpleaños decidieron delicioso descubrir despertar despertó despacio
desayuno después diferente dinosaurio divertido domingo elefante empezaron encontrar encontraron
encontró enfermera enseñanza enseguida entonces escalera esconder escribir escuchar escucharon
escuela espantapájaros estación estrellas explorar familia fantástico felicidad fotografía girasol
gigante guardaron hermanita hermanito hermosura hermosos hipopótamo historias importante increíble
invierno jardinero juguetes lagartija lentamente levantarse llamaron maravilloso mariposa medianoche
medicina mediodía miércoles mochila montañas movimiento murciélago naranja navidad necesitaba
necesitan ninguno nosotros noviembre octubre ordenador pajarito pantalones papagayo pececito
pelícano película pensamiento pequeñito pequeños periódico pescadores planetas plátanos policía
pregunta preguntaron preguntó primavera princesa problema profesora profundo pronto querían recordar
regresaron relámpago respondieron respondió restaurante rinoceronte rápidamente saltamontes semillas
septiembre serpiente silencio simplemente sorprendido sorpresa también teléfono televisión temprano
terminaron tormenta tortugas trabajaban trabajar tranquilo vacaciones valiente vegetales verdadero
vivieron zanahoria zapatos
"""
_FRENCH = """
abricots accident aéroport aimable animaux anniversaire apparaître apprendre araignée attendre
attention autrefois aventure beaucoup bibliothèque bicyclette bienvenue bonhomme bouteille brillant
campagne carotte casserole champignon chanson chapeaux chaussette chaussure château chercher
chevalier cheveux chocolat commencer commença comprendre confiture continuer content couleurs
coquillage courageux couverture crocodile cuisine dangereux dauphins découvrir délicieux demander
demanda derrière descendre dessiner différent difficile dimanche dinosaure disparaître doucement
écureuil éléphant embrasser endormir enfant ensemble ensuite entendre escalier escargot étoiles
exactement expliquer explorer famille fantastique fatigué fenêtre fleurs fourchette framboise
fromage girafes grandmère grandpère grenouille hérisson heureuse heureux hippopotame histoire
immeuble immense important impossible instituteur intéressant invisible jardinier jeunesse
joyeusement kangourou lendemain lentement librairie limonade longtemps lumière maintenant maîtresse
maisonnette malheureusement marguerite merveilleux mercredi miroir moment montagne mouton moustique
musique mystérieux naissance novembre nourriture nouvelle oiseaux orage ordinateur oreille
pamplemousse pantalon papillon parapluie parfois pendant personne petit photographie pingouin
plusieurs poisson pompier possible pourquoi précieux préférer premier princesse printemps prochain
promenade professeur quelquefois question raconter ramasser regarder rencontrer répondre répondit
restaurant retrouver rivière sauterelle seulement septembre serpent silencieux simplement
soigneusement soudain sourire souvenir surprise tartine téléphone télévision tomate tempête tortue
toujours tournesol travailler traverser trésor tristesse trouver vacances vaisselle vendredi
véritable vêtement village violette voisin voyage vraiment
"""
_ARABIC = """
أصدقاء أصدقائ اصدقاء أستاذ إسماعيل استطاع استيقظ استيقظت اسبوع أسبوع اشترى أطفال العصافير عصافير
عصفور انتظر انتظار اجتمع ابتسم ابتسمت ابتسامة اقترب اكتشف اكتشفت انطلق بستان برتقال برتقالة تفاحة
تلفاز تمساح تلاميذ حديقة حيوانات حيوان خائفين دجاجة دراجة دقيقة رمضان زرافة سيارة سلحفاة سحابة شجاعة
صديقة صباحا طائرة طاولة عائلة عنكبوت فراشة فراشات فستان قصيرة كثيرة كبيرة كتاب لعبة مدرسة مدارس
مدينة مستشفى مطبخ معلمة مفتاح مكتبة ملابس ممتاز مهندس نافذة نظارة نهاية هاتف وردة يتكلم يستطيع
تستطيع يستمع ينتظر تنتظر يستيقظ يضحكون يلعبون يذهبون يتعلم تتعلم يتحدث يساعد تساعد يعيشون مساعدة
ضفدع ضفادع قنفذ ثعلب أرنب ارنب سنجاب غزالة فيلة زهرة أزهار ازهار شمسية مظلة حقيبة مفاجأة مغامرة
مغامرات ابتهج إبراهيم الرسول بطريق ببغاء خروف خرفان دلفين دلافين كنغر فراولة بطيخة مشمش طماطم بطاطا
شوكولاتة حلويات مسرور مسرورة سعيدة جميلة جميل طويلة صغيرة قديمة جديدة سريعا ببطء أخيرا فجأة دائما
أحيانا هناك هنالك أيضا
"""

#: Compared with casefolded words; forms without endings are tried too.
FAMILIAR: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "ar": frozenset(_ARABIC.split()),
}
