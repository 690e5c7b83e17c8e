"""Words that call for scenery, friends and weather, in English, Spanish, French and Arabic."""

from __future__ import annotations

# One word may call for several places; `keywords` compares without accents.
SCENERY_WORDS = {
    "sea": "sea ocean wave beach boat ship sail sailor island harbour harbor shore coast lighthouse tide"
    " mar océano ola playa barco barca velero isla puerto orilla costa faro marinero"
    " mer océan vague plage bateau navire barque île port rive côte phare marin batelier"
    " بحر محيط موج أمواج شاطئ سفينة قارب مركب جزيرة ميناء ساحل منارة بحار صياد",
    "under_water": "underwater fish whale dolphin coral shark octopus seaweed submarine"
    " pez peces ballena delfín coral tiburón pulpo submarino"
    " poisson baleine dauphin corail requin pieuvre sous-marin"
    " سمكة سمك أسماك حوت دلفين مرجان قرش أخطبوط أعماق",
    "night": "night moon star bedtime sleep dream midnight evening dark asleep slept"
    " noche luna estrella sueño dormir medianoche oscuridad durmió"
    " nuit lune étoile rêve dormir minuit soir sombre dormit"
    " ليل ليلة قمر نجمة نجم نجوم نوم نام تنام حلم ظلام مساء",
    "forest": "forest wood woods tree jungle branch leaf leaves trunk oak pine bush"
    " bosque selva árbol rama hoja tronco pino roble higuera arbusto"
    " forêt bois arbre branche feuille tronc chêne sapin buisson jungle"
    " غابة غابات شجرة شجر أشجار غصن أغصان ورق أوراق جذع",
    "town": "town city street house village market shop road home door hospital bus palace king"
    " ciudad calle casa pueblo mercado tienda camino hogar puerta hospital palacio rey"
    " ville rue maison village marché boutique route porte hôpital palais roi"
    " مدينة شارع بيت منزل قرية سوق دكان طريق باب مستشفى حارة قصر ملك",
    "mountains": "mountain hill peak snow climb cliff valley rock glacier summit ice"
    " montaña cumbre nieve cima acantilado valle roca glaciar hielo"
    " montagne sommet neige falaise vallée roche glacier glace"
    " جبل جبال قمة ثلج ثلوج وادي صخرة صخور",
    "garden": "garden flower bee butterfly seed grow plant petal honey nectar hive vegetable pollen bloom"
    " jardín flor abeja mariposa semilla crecer planta pétalo miel néctar colmena panal polen"
    " jardin fleur abeille papillon graine pousser plante pétale miel nectar ruche pollen"
    " حديقة زهرة زهور أزهار ورد وردة نحلة نحل فراشة بذرة بذور عسل خلية بستان",
    "desert": "desert sand dune camel oasis cactus palm pyramid caravan"
    " desierto arena duna camello oasis cactus palmera pirámide caravana"
    " désert sable dune chameau oasis cactus palmier pyramide caravane"
    " صحراء رمل رمال كثبان جمل جمال واحة صبار نخلة نخيل قافلة",
    "classroom": "school class classroom teacher book read lesson learn pencil library write desk exam page"
    " escuela clase maestro maestra libro leer lección aprender lápiz biblioteca escribir examen"
    " école classe maître maîtresse livre lire leçon apprendre crayon bibliothèque écrire examen"
    " مدرسة صف فصل معلم معلمة كتاب كتب قرأ يقرأ درس قلم مكتبة كتب امتحان دفتر",
    "space": "space planet rocket astronaut galaxy universe comet orbit mars spaceship satellite"
    " espacio planeta cohete astronauta galaxia universo cometa órbita marte"
    " espace planète fusée astronaute galaxie univers comète orbite mars"
    " فضاء كوكب كواكب صاروخ رائد مجرة كون مذنب مدار",
    "river": "river stream water lake pond bridge drop waterfall flow swim bank"
    " río arroyo agua lago estanque puente gota cascada nadar orilla"
    " rivière fleuve ruisseau eau lac étang pont goutte cascade nager"
    " نهر أنهار جدول ماء مياه بحيرة بركة جسر قطرة شلال سبح",
    "hills": "hill meadow field farm grass sheep cow farmer sun morning sky cloud rain wind rainbow"
    " colina prado campo granja hierba granjero sol mañana cielo nube lluvia viento"
    " colline pré champ ferme herbe fermier soleil matin ciel nuage pluie vent"
    " تل تلال مرج حقل حقول مزرعة عشب فلاح شمس صباح سماء سحابة غيمة غيوم مطر ريح",
}
FRIEND_WORDS = {
    "fox": "fox zorro zorra renard ثعلب",
    "cat": "cat kitten gato gata chat chaton قطة قط قطط هرة",
    "dog": "dog puppy perro perrito chien chiot كلب كلاب جرو",
    "rabbit": "rabbit bunny hare conejo liebre lapin lièvre أرنب أرانب",
    "bear": "bear oso osa ours دب دببة",
    "mouse": "mouse mice ratón souris فأر فأرة فئران",
    "lion": "lion lioness león leona lionne أسد أسود لبؤة",
    "leopard": "leopard tiger cheetah leopardo tigre léopard نمر نمور فهد",
    "monkey": "monkey ape mono singe قرد قرود قردة",
    "frog": "frog toad rana sapo grenouille crapaud ضفدع ضفادع",
    "sheep": "sheep lamb oveja cordero mouton agneau خروف خراف حمل نعجة غنم",
    "elephant": "elephant elefante éléphant فيل فيلة أفيال",
    "horse": "horse pony mare caballo yegua cheval jument حصان خيل فرس أحصنة",
    "hedgehog": "hedgehog erizo hérisson قنفذ قنافذ",
    "owl": "owl búho lechuza hibou chouette بومة بوم",
    "chicken": "chicken hen rooster gallina gallo pollo poule coq poulet دجاجة دجاج ديك",
    "camel": "camel camello chameau dromadaire جمل جمال ناقة",
    "child": "child children boy girl kid"
    " daughter son sister brother student pupil princess niño niña niños hijo"
    " hija joven jovencito hermano hermana alumno"
    " princesa enfant enfants garçon fille fils frère sœur élève princesse"
    " طفل طفلة أطفال ولد بنت أولاد بنات فتاة فتى ابنة أخت أخ تلميذ تلميذة أميرة",
    "bird": "bird sparrow robin pájaro ave gorrión oiseau moineau عصفور عصافير طائر طيور حمامة",
    "bee": "bee abeja abeille نحلة نحل",
    "butterfly": "butterfly mariposa papillon فراشة فراشات",
    "fish": "fish pez peces pescado poisson سمكة سمك أسماك",
    "whale": "whale ballena baleine حوت حيتان",
}
WEATHER_WORDS = {
    "rain": "rain rainy raindrop storm lluvia llueve tormenta pluie orage tempête مطر أمطار عاصفة",
    "snow": "snow snowflake winter ice nieve invierno neige hiver ثلج ثلوج شتاء",
}
