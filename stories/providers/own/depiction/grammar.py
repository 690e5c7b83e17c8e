"""The small words of each language that say whether something is there."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.depiction.words import plain


@dataclass(frozen=True, slots=True)
class Grammar:
    """Small words by what they do.

    `unreal` words begin what is remembered, wished or supposed, `supposing` ones only at a sentence's
    beginning. `denials` are of things, `absences` of people. `likening` words compare, with the words
    of which one has to follow, none for any. `owning` words stand between what is owned and its owner,
    `naming` ones before a name. `titles` are of religion where a name follows, family otherwise;
    `named_is` stands before a daughter's or a son's name. A sentence with a `newborn` word calls the
    baby by an `offspring` one. After one of the `owners` stands what tells a child (`of_children`) from
    somebody grown (`of_grown`); `of_ladies` stand before a grown person's name, `of_towns` before a
    town's. A letter begins with a word of `greeting`, and whom it greets is not there; nor is what
    stands after a pair of `telling_of`: "a story about", unless the sentence begins with a word of
    `showing`: "this is the story of a boy". Somebody is in a boat by a word of `on_board` before it or
    by a verb of `sailing`. What `being` joins is one: "Pip was a drop"; who speaks or feels has a word
    of `speaking` beside the name. Before a place stands where one stays (`staying`), where one only comes
    to or from (`going`), or that it is spoken of (`telling`); what is `under` a tree is in the open air. What
    is `told` `about` is elsewhere.
    """

    language: str
    determiners: frozenset[str]
    place_words: frozenset[str]
    denials: frozenset[str]
    absences: frozenset[str]
    unreal: frozenset[str]
    supposing: frozenset[str]
    likening: tuple[tuple[str, tuple[list[str], ...]], ...]
    clause_starts: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    naming: frozenset[str]
    owning: frozenset[str]
    titles: frozenset[str]
    named_is: tuple[tuple[str, ...], ...]
    newborn: frozenset[str]
    offspring: frozenset[str]
    owners: frozenset[str]
    of_children: frozenset[str]
    of_grown: frozenset[str]
    of_ladies: frozenset[str]
    of_towns: frozenset[str]
    greeting: frozenset[str]
    showing: frozenset[str]
    on_board: frozenset[str]
    sailing: frozenset[str]
    being: frozenset[str]
    speaking: frozenset[str]
    staying: frozenset[str]
    going: frozenset[str]
    telling: frozenset[str]
    under: frozenset[str]
    told: frozenset[str]
    about: frozenset[str]
    joins_words: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


def _each(words: str) -> tuple[list[str], ...]:
    return tuple([word] for word in words.split())


def _phrases(phrases: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in plain(phrases).split("|"))


GRAMMAR = {
    "en": Grammar(
        language="en",
        determiners=_set(
            "a an the his her my our their its your this that these those two three four five some"
            " many every each another one"
        ),
        place_words=_set("in into to at inside through near by across on from onto towards of"),
        denials=_set("no not t never without nor neither nobody none cannot nowhere"),
        absences=_set("no without nobody"),
        unreal=_set(
            "if remembered remembers remember remembering imagined imagine imagining wished"
            " wish dreamed"
            " dreamt dreams missed whether unless pretended wanted wants want wanting hoped hoping"
            " maybe perhaps wishes wishing dreaming dream longed longs imagines"
        ),
        supposing=_set("if tomorrow"),
        likening=(("like", _each("a an the")), ("as", _each("a an their his her our my your in"))),
        clause_starts=_set("but and then because so when while"),
        she=_set("she her herself hers"),
        he=_set("he his him himself"),
        naming=_set("named called name"),
        owning=_set("of"),
        titles=_set("father mother brother sister"),
        named_is=_phrases(
            "her name is|her name was|his name is|his name was|its name was|she was called|"
            "he was called|it was called|they called her|they called him"
        ),
        newborn=_set("born birth arms newborn"),
        offspring=_set("daughter son"),
        owners=_set("her his their at to"),
        of_children=_set(
            "mother father mum mom mama dad papa parents grandmother grandfather grandma grandpa"
            " granny sister brother uncle aunt cousin teddy school teacher toys classmates"
        ),
        of_grown=_set("son daughter husband wife children grandchildren wedding"),
        of_ladies=_set("mr mrs ms miss dr ma mama aunt auntie uncle"),
        of_towns=_set("in from near at"),
        greeting=_set("dear dearest hello hi"),
        showing=_set("this here"),
        on_board=_set("in into aboard onto on their his her"),
        sailing=_set("rowed rowing row rows sailed sailing sails paddled paddling"),
        being=_set("is was were becomes became"),
        speaking=_set(
            "said says asked asks thought thinks felt feels cried laughed whispered smiled"
            " wanted dreamed dreamt loved wished sighed sang shouted answered replied afraid"
            " happy sad lonely shy brave proud who"
        ),
        staying=_set(
            "in inside at on by beside near through across along around among within under"
            " beneath behind between"
        ),
        going=_set("to into towards toward from for until"),
        telling=_set("about"),
        under=_set("under beneath underneath beside against shade"),
        told=_set("told tells tell talked talks spoke speaks heard sang asked read wrote"),
        about=_set("about"),
    ),
    "es": Grammar(
        language="es",
        determiners=_set(
            "un una unos unas el la los las su sus mi mis tu nuestro nuestra este esta ese esa"
            " aquel"
            " dos tres muchos muchas cada otro otra del al"
        ),
        place_words=_set("en a al hacia por del hasta dentro junto cerca sobre de desde"),
        denials=_set("no nunca sin ningún ninguna ningun ni jamás tampoco"),
        absences=_set("sin ningún ninguna"),
        unreal=_set(
            "si recordaba recordó recordar imaginaba imaginó soñaba soñó soñaban deseaba quisiera"
            " ojalá quizás quizá podría quería quiere quiso querían sueña sueñan soñar soñando desea desean"
            " gustaría querría imagina recuerda recuerdo recuerdan echaba ganas creyó creía creían creyeron"
        ),
        supposing=_set("si mañana"),
        likening=(("como", _each("un una el la unos los las")),),
        clause_starts=_set("pero y entonces porque cuando mientras"),
        she=_set("ella"),
        he=_set("él"),
        naming=_set("llamada llamado llama llamaba"),
        owning=_set("de del"),
        titles=_set("padre madre hermano hermana"),
        named_is=_phrases("su nombre es|su nombre era|se llamaba|se llama|la llamaban|lo llamaban"),
        newborn=_set("nació nacida nacido nacer brazos"),
        offspring=_set("hija hijo"),
        owners=_set("su sus la"),
        of_children=_set(
            "madre mamá padre papá padres abuela abuelo abuelita hermana hermano escuela"
            " maestra maestro"
        ),
        of_grown=_set("hijo hija hijos esposo esposa marido nietos"),
        of_ladies=_set("señor señora don doña tía tío"),
        of_towns=_set("en de desde"),
        greeting=_set("querido querida queridos queridas estimado estimada hola"),
        showing=_set("esta este ésta éste aquí"),
        on_board=_set("en su a"),
        sailing=_set("remaba remó remando remaban navegaba navegó navegaban navegando embarcó"),
        being=_set("es era fue"),
        speaking=_set(
            "dijo dice preguntó pensó pensaba sintió sentía lloró rió reía susurró sonrió"
            " quería soñaba respondió gritó suspiró feliz triste valiente miedo"
        ),
        staying=_set("en dentro por junto sobre bajo entre cerca detrás"),
        going=_set("a al hacia hasta para desde"),
        telling=_set("acerca"),
        under=_set("bajo debajo junto sombra"),
        told=_set("hablo habló hablaba hablaron contó"),
        about=_set("sobre acerca"),
    ),
    "fr": Grammar(
        language="fr",
        determiners=_set(
            "un une des le la les l d son sa ses mon ma mes notre nos leur leurs ce cet cette deux"
            " trois plusieurs chaque autre du au aux"
        ),
        place_words=_set("dans à au aux en vers sur par près chez jusqu du de l depuis"),
        denials=_set("ne n pas sans aucun aucune jamais ni"),
        absences=_set("sans aucun aucune"),
        unreal=_set(
            "souvenait souvint rappela rappelait imaginait imagina rêvait rêva voudrait"
            " voulait veut"
            " voulut voulaient souhaitait rêve rêvent rêves souhaite aimerait aimerais voudrais imagine"
            " souvient souviens rappelle hâte crut croyait croyaient crurent"
        ),
        supposing=_set("si demain"),
        likening=(
            ("comme", _each("un une le la les l des")),
            ("telles", ()),
            ("tels", ()),
            ("telle", ()),
        ),
        clause_starts=_set("mais et puis alors car quand lorsque"),
        she=_set("elle"),
        he=_set("il lui"),
        naming=_set("nommée nommé appelée appelé appelait appelle"),
        owning=_set("de du d des"),
        titles=_set("père mère frère sœur"),
        named_is=_phrases("son nom est|son nom était|il s appelait|elle s appelait|on l appelait"),
        newborn=_set("naquit née né naissance bras"),
        offspring=_set("fille fils"),
        owners=_set("sa son ses l"),
        of_children=_set(
            "mère maman père papa parents grand école maîtresse sœur frère mamie papi"
        ),
        of_grown=_set("fils fille mari épouse enfants femme"),
        of_ladies=_set("monsieur madame mademoiselle tante oncle"),
        of_towns=_set("à de en d"),
        greeting=_set("cher chère chers chères bonjour coucou"),
        showing=_set("c ceci voici voilà"),
        on_board=_set("dans en sa son"),
        sailing=_set("ramait rama ramaient ramant naviguait navigua naviguaient embarqua pagayait"),
        being=_set("est était fut"),
        speaking=_set(
            "dit demanda pensa pensait sentit sentait pleura rit murmura sourit voulait rêvait"
            " répondit cria soupira heureux heureuse triste courageux peur"
        ),
        staying=_set("dans en sous sur chez par parmi près devant derrière"),
        going=_set("vers jusqu pour depuis"),
        telling=_set("propos"),
        under=_set("sous ombre contre"),
        told=_set("parla parlait parlèrent"),
        about=_set("de du des d"),
    ),
    "ar": Grammar(
        language="ar",
        determiners=_set("هذا هذه ذلك تلك"),
        place_words=_set("في الى إلى عند على داخل نحو قرب بجانب عبر من فوق باتجاه حول"),
        denials=_set("لا لم لن ليس ليست بدون دون بلا ولم ولا"),
        absences=_set("بدون دون بلا غياب"),
        unreal=_set(
            "لو اذا إذا ليت تذكر تذكرت تخيل تخيلت تمنى تمنت حلم حلمت اراد ارادت يريد تريد"
            " يحلم تحلم احلم اتمنى يتمنى تتمنى اريد يتخيل تتخيل يتذكر تتذكر اتذكر ربما لعل"
            " ظن ظنت ظنوا اعتقد اعتقدت اعتقدوا"
        ),
        supposing=_set("لو غدا"),
        likening=((plain("مثل"), ()), (plain("كأنه"), ()), (plain("كأنها"), ())),
        clause_starts=_set("لكن ثم"),
        she=_set("هي"),
        he=_set("هو"),
        naming=_set("اسمها اسمه تدعى يدعى"),
        owning=frozenset(),
        titles=frozenset(),
        named_is=_phrases("اسمها|اسمه|كان اسمه|كان اسمها"),
        newborn=_set("ولدت ولد ولادة ذراعيها"),
        offspring=_set("ابنتها ابنها"),
        owners=_set(""),
        of_children=_set(""),
        of_grown=_set(""),
        of_ladies=_set("السيد السيدة العمة العم"),
        of_towns=_set("في من الى إلى"),
        greeting=_set("عزيزي عزيزتي أعزائي مرحبا"),
        showing=_set("هذه هذا"),
        on_board=_set("في بال قاربه قاربها"),
        sailing=_set("ركب ركبت ركبوا جدف يجدف أبحر أبحرت أبحروا بقاربه بالقارب"),
        being=_set("كان كانت وكان وكانت"),
        speaking=_set(
            "قال قالت سأل سألت فكر فكرت شعر شعرت بكى بكت ضحك ضحكت همس همست ابتسم ابتسمت صاح"
            " صاحت اجاب اجابت حزين حزينة سعيد سعيدة"
        ),
        staying=_set("في على تحت عند داخل قرب بجانب بين فوق"),
        going=_set("الى نحو حتى من باتجاه"),
        telling=_set("عن حول"),
        under=_set("تحت ظل بجانب"),
        told=_set("حكى حكت تحدث تحدثت اخبر اخبرت اخبرته اخبرها سمع سمعت"),
        about=_set("عن"),
        joins_words=True,
    ),
}
