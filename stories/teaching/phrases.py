"""How each language asks, and the small words by which its sentences are understood."""

from __future__ import annotations

from dataclasses import dataclass

GAP = "_____"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Questions have {} where the sentence goes. The sets hold words in small letters.

    `determiners` stand before a noun, `followers` may come right after it where no adjective does.
    `turning` words, such as "not" and "if", make what a sentence says no plain fact. `being` words, such
    as "is" and "called", may make one person of two names.
    """

    missing_word: str
    is_it_so: str
    yes: str
    no: str
    comes_first: str
    who_said: str
    quotation: str
    determiners: frozenset[str]
    followers: frozenset[str]
    turning: frozenset[str]
    being: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PHRASES = {
    "en": Phrases(
        missing_word="Which word is missing in this sentence of the story? {}",
        is_it_so="Is it so in the story? {}",
        yes="Yes, it is so.",
        no="No, it is not so.",
        comes_first="Which of these comes first in the story?",
        who_said="Who says this in the story? {}",
        quotation="“{}”",
        determiners=_set("the a an his her their its my your our"),
        followers=_set(
            "and or but in on at to from with of for by into onto under over through across behind before"
            " after until till as when where while who which that was were is had because so"
        ),
        turning=_set(
            "not no never nobody nothing none neither nor without if unless would could should might may"
            " must cannot can t nearly almost except than like whether perhaps maybe"
        ),
        being=_set("is was were are be been became become called named means mean like as"),
    ),
    "es": Phrases(
        missing_word="¿Qué palabra falta en esta frase del cuento? {}",
        is_it_so="¿Es así en el cuento? {}",
        yes="Sí, es así.",
        no="No, no es así.",
        comes_first="¿Qué viene primero en el cuento?",
        who_said="¿Quién dice esto en el cuento? {}",
        quotation="«{}»",
        determiners=_set("el la los las un una unos unas del al"),
        followers=_set(
            "y e o pero en a de con para por sobre hasta desde que cuando donde mientras como se"
        ),
        turning=_set(
            "no nunca nadie nada ninguno ninguna ningún ni sin tampoco jamás si podría debería casi"
            " excepto como quizás quizá pudiera dejara lo"
        ),
        being=_set("es era fue eran son ser llamado llamada llama llamaba llamaban como"),
    ),
    "fr": Phrases(
        missing_word="Quel mot manque dans cette phrase de l’histoire ? {}",
        is_it_so="Est-ce ainsi dans l’histoire ? {}",
        yes="Oui, c’est ainsi.",
        no="Non, ce n’est pas ainsi.",
        comes_first="Laquelle de ces phrases vient en premier dans l’histoire ?",
        who_said="Qui dit cela dans l’histoire ? {}",
        quotation="« {} »",
        determiners=_set("le la les un une du au des"),
        followers=_set(
            "et ou mais dans à de du des avec pour par sur sous jusqu depuis qui que quand lorsque où se"
            " chez vers était"
        ),
        turning=_set(
            "ne n pas jamais personne rien aucun aucune ni sans si serait pourrait devrait presque sauf"
            " comme plairait peut"
        ),
        being=_set("est était fut étaient sont être appelait appelle appelé appelée nommé nommée comme"),
    ),
    "ar": Phrases(
        missing_word="ما الكلمة الناقصة في هذه الجملة من القصة؟ {}",
        is_it_so="هل هذا صحيح في القصة؟ {}",
        yes="نعم، هذا صحيح.",
        no="لا، ليس صحيحًا.",
        comes_first="أي جملة تأتي أولًا في القصة؟",
        who_said="من يقول هذا في القصة؟ {}",
        quotation="«{}»",
        determiners=_set("في من إلى على عن نحو تحت فوق حول أمام وراء"),
        followers=_set("في من إلى على عن ثم حتى عندما حين لكي كي مع بعد قبل منذ"),
        turning=_set(
            "لا لم لن ليس ليست ما غير دون بدون لو إن إذا ربما كأن كأنها كأنه لولا فلولا مثل لكن قد سوف"
            " فلا ولا ولم ولن"
        ),
        being=_set("هو هي كان كانت اسمها اسمه تدعى يدعى هذه هذا"),
    ),
}  # fmt: skip


def quoted(text: str, language: str) -> str:
    """Return the text in the quotation marks of its language."""
    return PHRASES[language].quotation.format(text)
