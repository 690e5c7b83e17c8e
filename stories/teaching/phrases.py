"""How each language asks, and the small words by which its sentences are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

GAP = "_____"


@dataclass(frozen=True)
class Phrases:
    """Questions have {} where the sentence goes. The sets hold words in small letters.

    `which` asks for a missing word that is a colour, number, time, person, animal or place; `missing_word`
    for others. `because` are the words, one after the other, behind which a reason is told.
    `determiners` stand before a noun, `followers` may come right after it where no adjective does.
    `stays` and `moves` stand before the place of something, and before where it goes. `turning` words, such
    as "not" and "if", make what a sentence says no plain fact. `being` words, such as "is" and "called",
    may make one person of two names. `joining` words behind a name say that it is not alone.
    """

    missing_word: str
    which: Mapping[str, str]
    which_picture: str
    picture_first: str
    where: str
    about_whom: str
    why: str
    because: tuple[str, ...]
    what_next: str
    is_it_so: str
    yes: str
    no: str
    comes_first: str
    who_said: str
    quotation: str
    determiners: frozenset[str]
    followers: frozenset[str]
    stays: frozenset[str]
    moves: frozenset[str]
    turning: frozenset[str]
    being: frozenset[str]
    joining: frozenset[str]

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that say nothing of what a sentence is about."""
        return self.determiners | self.followers | self.stays | self.moves | self.being


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PHRASES = {
    "en": Phrases(
        missing_word="Which word is missing? {}",
        which={
            "colour": "Which colour is missing? {}",
            "number": "How many? {}",
            "time": "When was it? {}",
            "person": "Who is missing? {}",
            "animal": "Which animal is missing? {}",
            "place": "Which place is missing? {}",
        },
        which_picture="Which picture belongs to this part of the story?",
        picture_first="Which came first in the story?",
        where="Where? {}",
        about_whom="Who is this about? {}",
        why="Why? {}",
        because=("because",),
        what_next="What comes right after this? {}",
        is_it_so="Is this true in the story? {}",
        yes="Yes, it is true.",
        no="No, it is not true.",
        comes_first="Which of these comes first in the story?",
        who_said="Who says this? {}",
        quotation="“{}”",
        determiners=_set("the a an his her their its my your our"),
        followers=_set(
            "and or but in on at to from with of for by into onto under over through across behind before"
            " after until till as when where while who which that was were is had because so"
        ),
        stays=_set("in on under behind near beside at inside outside above below beneath among"),
        moves=_set("to into onto through across towards toward"),
        turning=_set(
            "not no never nobody nothing none neither nor without if unless would could should might may"
            " must cannot can t nearly almost except than like whether perhaps maybe"
        ),
        being=_set("is was were are be been became become called named means mean like as"),
        joining=_set("and or but of who which that"),
    ),
    "es": Phrases(
        missing_word="¿Qué palabra falta? {}",
        which={
            "colour": "¿Qué color falta? {}",
            "number": "¿Qué número falta? {}",
            "time": "¿Cuándo fue? {}",
            "person": "¿Quién falta? {}",
            "animal": "¿Qué animal falta? {}",
            "place": "¿Qué lugar falta? {}",
        },
        which_picture="¿Qué dibujo va con esta parte del cuento?",
        picture_first="¿Qué salió primero en el cuento?",
        where="¿Dónde? {}",
        about_whom="¿De quién habla esta frase? {}",
        why="¿Por qué? {}",
        because=("porque",),
        what_next="¿Qué viene justo después de esto? {}",
        is_it_so="¿Es verdad en el cuento? {}",
        yes="Sí, es verdad.",
        no="No, no es verdad.",
        comes_first="¿Qué viene primero en el cuento?",
        who_said="¿Quién dice esto? {}",
        quotation="«{}»",
        determiners=_set("el la los las un una unos unas del al"),
        followers=_set(
            "y e o pero en a de con para por sobre hasta desde que cuando donde mientras como se"
        ),
        stays=_set("en sobre bajo entre ante tras"),
        moves=_set("a al hacia hasta por"),
        turning=_set(
            "no nunca nadie nada ninguno ninguna ningún ni sin tampoco jamás si podría debería casi"
            " excepto como quizás quizá pudiera dejara lo"
        ),
        being=_set("es era fue eran son ser llamado llamada llama llamaba llamaban como"),
        joining=_set("y e o pero de del que"),
    ),
    "fr": Phrases(
        missing_word="Quel mot manque ? {}",
        which={
            "colour": "Quelle couleur manque ? {}",
            "number": "Quel nombre manque ? {}",
            "time": "Quand ? {}",
            "person": "Qui manque ? {}",
            "animal": "Quel animal manque ? {}",
            "place": "Quel endroit manque ? {}",
        },
        which_picture="Quelle image va avec cette partie de l'histoire ?",
        picture_first="Qu'est-ce qui est venu en premier dans l'histoire ?",
        where="Où ? {}",
        about_whom="De qui parle cette phrase ? {}",
        why="Pourquoi ? {}",
        because=("parce", "que"),
        what_next="Que vient-il juste après ? {}",
        is_it_so="Est-ce vrai dans l’histoire ? {}",
        yes="Oui, c’est vrai.",
        no="Non, ce n’est pas vrai.",
        comes_first="Laquelle de ces phrases vient en premier dans l’histoire ?",
        who_said="Qui dit cela ? {}",
        quotation="« {} »",
        determiners=_set("le la les un une du au des"),
        followers=_set(
            "et ou mais dans à de du des avec pour par sur sous jusqu depuis qui que quand lorsque où se"
            " chez vers était"
        ),
        stays=_set("dans sur sous derrière devant entre parmi"),
        moves=_set("vers au à par"),
        turning=_set(
            "ne n pas jamais personne rien aucun aucune ni sans si serait pourrait devrait presque sauf"
            " comme plairait peut"
        ),
        being=_set("est était fut étaient sont être appelait appelle appelé appelée nommé nommée comme"),
        joining=_set("et ou mais de du qui que"),
    ),
    "ar": Phrases(
        missing_word="ما الكلمة الناقصة؟ {}",
        which={
            "colour": "ما اللون الناقص؟ {}",
            "number": "ما العدد الناقص؟ {}",
            "time": "متى كان ذلك؟ {}",
            "person": "مَن الناقص؟ {}",
            "animal": "أي حيوان ينقص؟ {}",
            "place": "أي مكان ينقص؟ {}",
        },
        which_picture="أي صورة تناسب هذا الجزء من القصة؟",
        picture_first="أيهما جاء أولًا في القصة؟",
        where="أين؟ {}",
        about_whom="عمَّن تتحدث هذه الجملة؟ {}",
        why="لماذا؟ {}",
        because=("لأن",),
        what_next="ماذا يأتي بعد هذا مباشرة؟ {}",
        is_it_so="هل هذا صحيح في القصة؟ {}",
        yes="نعم، هذا صحيح.",
        no="لا، ليس صحيحًا.",
        comes_first="أي جملة تأتي أولًا في القصة؟",
        who_said="مَن يقول هذا؟ {}",
        quotation="«{}»",
        determiners=_set("في من إلى على عن نحو تحت فوق حول أمام وراء"),
        followers=_set("في من إلى على عن ثم حتى عندما حين لكي كي مع بعد قبل منذ"),
        stays=_set("في على تحت فوق حول أمام وراء قرب"),
        moves=_set("إلى نحو"),
        turning=_set(
            "لا لم لن ليس ليست ما غير دون بدون لو إن إذا ربما كأن كأنها كأنه لولا فلولا مثل لكن قد سوف"
            " فلا ولا ولم ولن"
        ),
        being=_set("هو هي كان كانت اسمها اسمه تدعى يدعى هذه هذا"),
        joining=_set("أو ثم الذي التي"),
    ),
}  # fmt: skip


def quoted(text: str, language: str) -> str:
    """Return the text in the quotation marks of its language."""
    return PHRASES[language].quotation.format(text)
