"""Who says "I": a child of whom the story says name, age or family, or whoever "I am a farmer" says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.naming.word_names import names_that_are_words
from stories.providers.own.depiction.vocabulary import Entry, vocabulary
from stories.providers.own.depiction.words import Sentence, plain, tokens

_SAID_WITHIN = 5  # words between "I am" and "girl"
_CHILD = {"f": "girl", "m": "boy"}
_YOUNG = {"girl": "f", "boy": "m"}


@dataclass(frozen=True, slots=True)
class _Speech:
    """How somebody tells of themselves. `own` is before what is theirs, as "my" is."""

    first: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    being: tuple[tuple[str, ...], ...]
    ages: tuple[tuple[str, ...], ...]
    numbers: frozenset[str]
    own: frozenset[str]
    of_children: frozenset[str]
    of_grown: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tokens(phrase) for phrase in text.split("|"))


_SPEECH = {
    "en": _Speech(
        first=_set("i me myself"),
        names=_phrases("my name is|my name's|i am called|i'm called|call me|i am|i'm"),
        being=_phrases("i am|i'm|i was"),
        ages=_phrases("i am|i'm|i was|i am only|i turned|i turn"),
        numbers=_set(
            "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        ),
        own=_set("my"),
        of_children=_set(
            "mum mom mummy mommy mama dad daddy papa parents teacher school class classroom"
            " classmates toys teddy granny grandma grandpa mother father grandmother grandfather"
            " brother sister"
        ),
        of_grown=_set(
            "husband wife son daughter sons daughters children grandchildren pupils students"
            " patients office workers soldiers"
        ),
    ),
    "es": _Speech(
        first=_set("yo me mí conmigo"),
        names=_phrases("me llamo|mi nombre es|soy"),
        being=_phrases("soy|era yo|yo era"),
        ages=_phrases("tengo|cumplo|cumplí|tenía"),
        numbers=_set("tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"),
        own=_set("mi mis"),
        of_children=_set(
            "mamá papá mami papi padres maestra maestro escuela clase colegio juguetes osito madre"
            " padre abuela abuelo abuelita abuelito hermano hermana"
        ),
        of_grown=_set("marido esposo esposa mujer hijo hija hijos nietos alumnos pacientes"),
    ),
    "fr": _Speech(
        first=_set("je j moi"),
        names=_phrases("je m'appelle|mon nom est|je suis|moi c'est"),
        being=_phrases("je suis|j'étais"),
        ages=_phrases("j'ai|j'avais|j'ai eu"),
        numbers=_set("trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"),
        own=_set("ma mon mes"),
        of_children=_set(
            "maman papa parents maîtresse maître école classe jouets doudou mère père mamie papi"
            " grand frère sœur"
        ),
        of_grown=_set("mari femme épouse fils fille enfants petits élèves patients"),
    ),
    "ar": _Speech(
        first=_set("انا اسمي عمري معي لي"),
        names=_phrases("اسمي|انا اسمي"),
        being=_phrases("انا"),
        ages=_phrases("عمري"),
        numbers=_set(
            "ثلاث اربع خمس ست سبع ثماني تسع عشر احد احدى اثنا اثنتا ثلاثة اربعة خمسة ستة سبعة"
            " ثمانية تسعة عشرة"
        ),
        own=frozenset(),
        of_children=_set(
            "امي ابي والدي والدتي معلمتي معلمي مدرستي جدتي جدي اخي اختي العابي صفي"
        ),
        of_grown=_set("زوجي زوجتي ابني ابنتي اولادي احفادي تلاميذي"),
    ),
}  # fmt: skip


def is_first_person(word: str, language: str) -> bool:
    """Return whether the word is "I" or "me"."""
    return word in _SPEECH[language].first


def is_own(word: str, language: str) -> bool:
    """Return whether the word is "my"."""
    return word in _SPEECH[language].own


def is_first_person_verb(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether "I" is in the verb itself: "Miro", "le digo", "abrí"; only of a known teller."""
    word = sentence[at].plain
    if language != "es" or not word.endswith(_FIRST_ENDS) or len(word) < _SHORTEST_VERB:
        return False
    if word in _NO_FIRST or (word,) in vocabulary(language):
        return False
    before = sentence[at - 1].plain if at else ","
    return before in _BEFORE_FIRST


_FIRST_ENDS = ("o", "é", "í")
_SHORTEST_VERB = 3  # letters
_BEFORE_FIRST = _set("y no ya le les lo la los las me te que entonces también siempre luego") | {
    ",",
    ".",
}
_NO_FIRST = _set(
    "como pero cuando todo solo sólo luego poco mucho esto eso otro cuatro ocho cinco uno dentro bajo"
    " aquí allí así porqué café bebé cómo primero segundo último nuevo viejo pequeño pronto cuánto mismo"
    " cierto tanto algo sino claro bueno lejos ello ambos contento alto negro rojo blanco casi aunque"
)


def narrator(sentences: Sequence[Sentence], language: str) -> Entry | None:
    """Return who tells the story, None where nobody does or nothing says who it is."""
    speech = _SPEECH[language]
    told = [_unquoted(sentence) for sentence in sentences]
    told = [sentence for sentence in told if sentence]
    if not any(word.plain in speech.first for it in told for word in it):
        return None
    owned = set(_owned(told, speech))
    sexes = list(_sexes(told, language))
    for role in _roles(told, language):
        if role not in _YOUNG:
            return _child(sexes) if role == "child" else Entry("person", role)
        sexes.append(_YOUNG[role])
    if owned & speech.of_grown:
        return None
    is_young = bool(sexes or owned & speech.of_children) or _aged(told, speech)
    return _child(sexes) if is_young else None


def _child(sexes: list[str]) -> Entry | None:
    """Return the girl or boy; a child of whom nothing says which is not guessed."""
    return Entry("person", _CHILD[sexes[0]]) if sexes else None


def _unquoted(sentence: Sentence) -> Sentence:
    return tuple(word for word in sentence if not word.quoted)


def _owned(told: list[Sentence], speech: _Speech) -> Iterator[str]:
    """Yield what is the teller's: the word after "my", in Arabic the word with "my" behind it."""
    for sentence in told:
        for at, word in enumerate(sentence):
            if not speech.own:
                yield word.plain.removeprefix("و")
            elif at and sentence[at - 1].plain in speech.own:
                yield word.plain


def _after(
    told: list[Sentence], phrases: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[Sentence, int]]:
    """Yield each sentence and the place behind one of the phrases in it."""
    for sentence in told:
        words = tuple(word.plain for word in sentence)
        for at in range(len(words)):
            for phrase in phrases:
                if words[at : at + len(phrase)] == phrase:
                    yield sentence, at + len(phrase)


def _sexes(told: list[Sentence], language: str) -> Iterator[str]:
    """Yield f or m for each given name that the teller says is theirs."""
    known = listed_names(language) | names_that_are_words(language)
    for sentence, at in _after(told, _SPEECH[language].names):
        for word in sentence[at : at + 1]:
            if word.plain in known and (word.is_capital or language == "ar"):
                yield known[word.plain]


def _roles(told: list[Sentence], language: str) -> Iterator[str]:
    """Yield what the teller says to be: "I am a farmer", "I am the happiest girl"."""
    being = _SPEECH[language].being
    for sentence, at in _after(told, being):
        before = {word.plain for word in sentence[:at]}
        if before & {"when", "cuando", "quand", "عندما"}:
            continue  # "when I was a girl" is told by somebody grown
        for mention in mentions(sentence, language):
            reached = at <= mention.start <= at + _SAID_WITHIN
            between = sentence[at : mention.start]
            clear = not any(word.is_mark or word.plain in _NOT_ONE for word in between)
            if mention.entry.kind == "person" and reached and clear:
                yield mention.entry.key


# "I am with my mother", "I am not a king", "I am waiting for the nurse".
_NOT_ONE = _set(
    "not with my for at the's going waiting looking no con mi para esperando pas avec mon ma pour chez"
    " مع ليس لست في الى like as in and to from of than com de"
) - _set("of de")


def _aged(told: list[Sentence], speech: _Speech) -> bool:
    """Return whether the teller says to be a child's age: "I am seven", "tengo ocho años"."""
    for sentence, at in _after(told, speech.ages):
        number, following = sentence[at : at + 1], sentence[at + 1 : at + 2]
        ends = not following or following[0].is_mark or following[0].plain in _YEARS
        if ends and any(word.plain in speech.numbers for word in number):
            return True
    return False


_YEARS = _set("years and now año años ans سنوات سنة اعوام عاما عشرة")
