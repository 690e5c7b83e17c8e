"""The words by which a language goes on speaking of somebody: "she", "they", "the little one"."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.depiction.vocabulary import vocabulary
from stories.providers.own.depiction.words import Sentence, plain


@dataclass(frozen=True, slots=True)
class Pronouns:
    """`she` and `he` are subjects or whom something is done to, `hers` and `his` own what follows,
    `owners` say that it is anybody's; `they`
    are several, `we` the teller and those with them. `little_she` and `little_he` mean a child or an
    animal where no noun follows. `friends` are those who were spoken of, after a word of `the`.
    `nobodys` follow a pronoun that means nobody: "il pleuvait". `verbs_of_nobody` have no subject either.
    """

    she: frozenset[str]
    he: frozenset[str]
    hers: frozenset[str]
    his: frozenset[str]
    owners: frozenset[str]
    they: frozenset[str]
    we: frozenset[str]
    little_she: frozenset[str]
    little_he: frozenset[str]
    friends: frozenset[str]
    the: frozenset[str]
    nobodys: frozenset[str]
    verbs_of_nobody: frozenset[str]
    leading: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


PRONOUNS = {
    "en": Pronouns(
        she=_set("she herself"), he=_set("he him himself"), hers=_set("her"), his=_set("his"),
        owners=_set("her his its their"),
        they=_set("they both themselves"), we=_set("we us"),
        little_she=frozenset(), little_he=frozenset(),
        friends=_set("friends siblings twins sisters brothers two three pair"),
        the=_set("the"), nobodys=frozenset(), verbs_of_nobody=frozenset(), leading=frozenset(),
    ),
    "es": Pronouns(
        she=_set("ella"), he=_set("él"), hers=frozenset(), his=frozenset(), owners=_set("su sus"),
        they=_set("ellos ellas ambos ambas juntos juntas"), we=_set("nosotros nosotras"),
        little_she=_set("pequeña pequeñita chiquilla"), little_he=_set("pequeño pequeñito chiquillo"),
        friends=_set("amigos amigas hermanos hermanas gemelos dos tres"), the=_set("los las"),
        nobodys=frozenset(),
        verbs_of_nobody=_set(
            "había hubo hacía era fue estaba llovía nevaba llovió nevó empezó comenzó amaneció anocheció"
            " existía pasó salió llegó quedó parecía cayó día todavía mía tía sonó ocurrió sucedió"
            " brillaba soplaba vía bastaba faltaba venía estaban eran habían hacían"
        ),
        leading=_set(
            "de pronto repente entonces luego después al fin por final y pero así también siempre allí"
            " se lo la le los las les me cada día aquella noche mañana tarde una un vez poco a no nunca"
            " solo sólo ya ahora esa ese suerte afortunadamente desgraciadamente finalmente"
        ),
    ),
    "fr": Pronouns(
        she=_set("elle"), he=_set("il"), hers=frozenset(), his=frozenset(),
        owners=_set("sa son ses leur leurs"),
        they=_set("ils elles ensemble"), we=_set("nous"),
        little_she=_set("petite fillette"), little_he=_set("petit"),
        friends=_set("amis amies frères sœurs jumeaux deux trois"), the=_set("les"),
        nobodys=_set(
            "y pleuvait pleut plut neigeait neige neigea faisait fait fit faut fallait était"
            " gelait tonnait ventait s'agit reste restait ne n"
        ),
        verbs_of_nobody=frozenset(), leading=frozenset(),
    ),
    "ar": Pronouns(
        she=_set("هي"), he=_set("هو"), hers=frozenset(), his=frozenset(), owners=frozenset(),
        they=_set("هم هما معا"), we=_set("نحن"),
        little_she=_set("الصغيرة"), little_he=_set("الصغير"),
        friends=_set("الصديقان الصديقين الصديقتان الصديقتين الاصدقاء الاخوان الاختان"), the=frozenset(),
        nobodys=frozenset(),
        verbs_of_nobody=_set(
            "كان كانت يكن تكن هناك توجد يوجد بدات بدا هبت هطل هطلت حل حلت طلع طلعت اشرقت غربت"
            " غابت مرت مر ارتفعت نزل"
        ),
        leading=_set("ذات ليلة صباح مساء مرة ثم في الليل الصباح المساء الظهر النهار اليوم التالي"
            " فجاة لم لا وقد قد بعد ذلك"),
    ),
}  # fmt: skip

FRIENDS = frozenset({"friends", "amigos", "amigas", "amis", "amies"}) | {
    "الصديقان",
    "الصديقين",
    "الصديقتان",
    "الصديقتين",
}
CHILDREN = frozenset({"girl", "boy"})  # "the two children" are both
OBJECTS = frozenset({"him"})
# "Her portrait hangs in a museum", and she does not.
LIKENESSES = frozenset(
    {"portrait", "statue", "photograph", "photo", "picture", "name", "grave", "handwriting", "letter",
     "letters", "retrato", "estatua", "foto", "fotografía", "nombre", "tumba", "carta", "photographie",
     "nom", "tombe", "lettre"}
)  # fmt: skip
AFTER_HER = frozenset(
    {"and", "all", "up", "down", "again", "as", "with", "that", "how", "where", "the", "a"}
)
WITH = frozenset({"with", "con", "avec", "مع"})
# Before "him" they begin what only says which thing is meant: "the awl that had blinded him".
RELATIVES = frozenset({"that", "which", "who"})


def is_somebody(word: str, language: str) -> bool:
    return any(it.kind == "person" for it in vocabulary(language).get((word,), ()))


def is_noun(word: str, language: str) -> bool:
    return (word,) in vocabulary(language)


def plain_at(sentence: Sentence, at: int) -> str:
    return sentence[at].plain if at < len(sentence) else ""
