"""Words that only say whose something is, what it is called or what work it does, and are nobody else."""

from __future__ import annotations

from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.looks.colours import colour_words
from stories.providers.own.depiction.spotting.spotted import Mention, is_name, spellings
from stories.providers.own.depiction.vocabulary import animals, beasts, rows, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

#: Who may be an animal's family as well as people.
OF_ANIMALS_TOO = frozenset(
    {"mother", "father", "baby", "girl", "boy", "child", "children", "oldman", "oldwoman"}
)
_GROUPS = frozenset({"men", "women", "people", "children", "parents"})
# What stands before an animal in its name, beside Mr and Mrs.
_BEFORE_ANIMALS = frozenset(
    plain(
        "big little old young tiny small baby brother sister mother father papa grandpa grandma grandfather"
        " grandmother cousin captain king queen doctor professor clever wise red brown grey gray white black"
        " hermano hermana papá abuelo abuela compadre comadre señorita capitán rey reina doctor"
        " maître maîtresse compère commère frère sœur papi mamie capitaine roi reine docteur papa maman"
        " grand grande petit petite père mère"
    ).split()
)
_LADIES = frozenset().union(*(grammar.of_ladies for grammar in GRAMMAR.values()))
_SURNAMES = frozenset({"finch", "wren", "swift", "robin", "lamb", "bird", "martin"})  # of Mrs Finch
_WORK_WITHIN = 5  # words: "(Hyena) was a very hardworking"


def belongs(sentence: Sentence, mention: Mention, grammar: Grammar) -> bool:
    """Return whether what is mentioned only belongs to something else that the sentence says."""
    language = grammar.language
    return (
        _only_owns(sentence, mention, language)
        or _is_a_colour(sentence, mention, language)
        or _is_an_animals(sentence, mention, language)
        or _is_part_of_a_name(sentence, mention)
        or _is_a_title(sentence, mention, language)
        or _is_greeted(sentence, mention, grammar)
        or _is_named_next(sentence, mention, grammar)
        or _is_said_next(sentence, mention, language)
    )


def _only_owns(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a person is spoken of as the owner of something: "her mother's blanket"."""
    is_pet = mention.entry.key in beasts() and sentence[mention.start].is_capital
    if mention.entry.kind != "person" and not (is_pet and language == "en"):
        return False
    if language == "en":
        end = mention.start + mention.length
        is_titled = sentence[mention.start].plain in GRAMMAR["en"].of_ladies
        end += is_titled and end < len(sentence) and sentence[end].is_capital  # "Mr Okoro's"
        owned = [word.plain for word in sentence[end : end + 4]]
        # "They were none of them Mum's", "at Grandma's": she is elsewhere.
        ends = end + 1 >= len(sentence) or sentence[end + 1].is_mark
        is_owner = ends or any(_is_noun(word, language) for word in owned[1:])
        # "Mr Okoro's shed", but "Mum's hand" is where Mum is, and "Mum's here" is no owner's.
        is_owner = is_owner or not (set(owned[1:3]) & _OF_BODIES or _is_short_is(owned[1:2]))
        return owned[:1] == ["s"] and is_owner
    before = [word.plain for word in sentence[max(mention.start - 4, 0) : mention.start]]
    if language == "ar":
        # What is owned stands right before, without an article, and no "and" joins the two.
        word = sentence[mention.start].plain
        if word.startswith("و") and (word,) not in vocabulary(language):
            return False
        return (
            bool(before)
            and not before[-1].startswith(("ال", "وال"))
            and _is_noun(before[-1], language)
        )
    owning = GRAMMAR[language].owning
    # "The kingdom of Kayanja": a name owns whatever it is.
    if before[-1:] and before[-1] in owning and is_name(sentence[mention.start], language):
        return True
    if _is_of_somebody(before, language):
        return True
    return any(
        word in owning and _is_owned(before[:at], language) for at, word in enumerate(before) if at
    )


def _is_of_somebody(before: list[str], language: str) -> bool:
    """Return whether it is "la pulsera de mi madre", and not "cerca de mi madre" or "la mano de mi madre"."""
    while before and before[-1] in GRAMMAR[language].determiners:
        if before[-1] in _ONE[language]:
            return False  # "la historia de un jovencito" begins with him
        before = before[:-1]
    if len(before) < 3 or before[-1] not in GRAMMAR[language].owning:
        return False
    # A noun has its article: "la pulsera de", not "salió de".
    is_noun = before[-3] in GRAMMAR[language].determiners
    return is_noun and before[-2] not in _WITH_SOMEBODY


_WITH_SOMEBODY = frozenset(
    plain(
        "mano manos brazo brazos regazo hombro hombros cara ojos voz lado espalda rodillas pies cabeza pelo"
        " grupo pareja montón mayoría fila par familia"
        " main mains bras épaule épaules visage yeux voix côté dos genoux pieds tête cheveux cou"
        " groupe couple foule plupart file famille arrivée llegada tour vez"
    ).split()
)


def _is_short_is(following: list[str]) -> bool:
    """Return whether "'s" before this word is short for "is" or "has"."""
    return not following or any(
        it in _AFTER_IS or (len(it) > _SHED and it.endswith(("ing", "ed"))) for it in following
    )


_SHED = 4  # letters: what "Mum's tired" has more than "Mum's shed"
# A person who has these is there.
_OF_BODIES = frozenset(
    plain(
        "hand hands arm arms face eyes eye voice lap shoulder shoulders back neck side feet foot"
        " head hair heart knee knees cheek cheeks chest mouth nose finger fingers ear ears smile"
        " elbow legs leg"
    ).split()
)
_AFTER_IS = frozenset(
    plain(
        "a an the not here there in on at so very got been gone too my your his her just only always"
        " never still now already asleep awake"
    ).split()
)


def _is_owned(before: list[str], language: str) -> bool:
    """Return whether a noun stands last, or before an adjective that is last: "la bicicleta roja (de)"."""
    if _is_noun(before[-1], language) or _is_place(before[-1], language):
        return True
    is_adjective = not (before[-1:] and before[-1] in GRAMMAR[language].determiners)
    return len(before) > 1 and is_adjective and _is_noun(before[-2], language)


def _is_an_animals(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a person's word is beside an animal's and so means that one: "mother hen"."""
    if mention.entry.kind != "person":
        return False
    if _is_titled(sentence, mention, language) or _is_its_work(sentence, mention, language):
        return True
    if mention.entry.key not in OF_ANIMALS_TOO:
        return False
    if (sentence[mention.start].plain,) not in vocabulary(language) and language == "ar":
        forms = spellings(sentence[mention.start : mention.start + 1], language)
        if not any(form in vocabulary(language) for form in forms):
            return False  # called by name
    end = mention.start + mention.length
    beside = (*sentence[max(mention.start - 1, 0) : mention.start], *sentence[end : end + 1])
    if language == "ar":
        # "The boy saw" puts a fish beside the boy too; "the monkey's mother" has no article.
        beside = () if "ال" in sentence[mention.start].plain[:4] else sentence[end : end + 1]
    return any(_meant(word.plain, language) & beasts() for word in beside)


def _is_a_colour(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a thing's word only says a colour here: "des couleurs roses", "un abrigo rosa"."""
    at = mention.start
    if (
        mention.entry.kind != "thing"
        or mention.length > 1
        or at == 0
        or sentence[at].plain not in colour_words(language)
    ):
        return False
    grammar = GRAMMAR[language]
    return sentence[at - 1].plain not in grammar.determiners | grammar.place_words


def _is_titled(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is an animal's title or the name of one: "Mr Badger", "tía Zorra"."""
    title, following = sentence[mention.start], sentence[mention.start + mention.length :][:1]
    titles = GRAMMAR[language].of_ladies
    return any(
        _meant(word.plain, language) & beasts()
        and word.plain not in _SURNAMES
        and (title.plain in titles or word.is_capital)
        for word in following
    )


def _is_its_work(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether an animal is it: "Hyena was a hardworking farmer", "el león era el rey"."""
    grammar = GRAMMAR[language]
    before = sentence[max(mention.start - _WORK_WITHIN, 0) : mention.start]
    being = [at for at, word in enumerate(before) if word.plain in grammar.being]
    if not being or any(word.is_mark for word in before[being[-1] :]):
        return False
    subject = sentence[max(mention.start - len(before) + being[-1] - 2, 0) :][:2]
    return any(_meant(word.plain, language) & beasts() for word in subject)


def _is_part_of_a_name(sentence: Sentence, mention: Mention) -> bool:
    """Return whether things or groups stand in a name of several words: "Men's Social Centre"."""
    at = mention.start
    named = at > 1 and sentence[at].is_capital and sentence[at - 1].is_capital
    if mention.entry.hero or _is_its_own_name(sentence, mention):
        return False
    if named and mention.entry.kind == "place" and sentence[at - 1].plain in _LADIES:
        return True  # "Mrs Hill"
    return named and (mention.entry.kind == "thing" or mention.entry.key in _GROUPS)


def _is_its_own_name(sentence: Sentence, mention: Mention) -> bool:
    """Return whether an animal's kind ends its name: "Mr Fox", "Big Bear", "Maître Renard"."""
    following = sentence[mention.start + mention.length :][:1]
    before = sentence[max(mention.start - 1, 0)].plain
    return (
        mention.entry.key in animals()
        and before in _LADIES | _BEFORE_ANIMALS
        and sentence[mention.start].plain not in _SURNAMES
        and not any(word.is_capital for word in following)
    )


def _is_a_title(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is a title of religion before a name: "Brother Joe" is nobody's brother."""
    first, following = sentence[mention.start], sentence[mention.start + 1 : mention.start + 2]
    return (
        first.is_capital
        and first.plain in GRAMMAR[language].titles
        and any(is_name(word, language) for word in following)
    )


def _is_greeted(sentence: Sentence, mention: Mention, grammar: Grammar) -> bool:
    """Return whether a letter begins with a greeting to that person, who is elsewhere."""
    if mention.entry.kind != "person" or sentence[0].plain not in grammar.greeting:
        return False
    return not any(word.is_mark for word in sentence[: mention.start])


def _is_named_next(sentence: Sentence, mention: Mention, grammar: Grammar) -> bool:
    """Return whether a title says that it is not the man one would think: "the farmer, Mrs Lind"."""
    end = mention.start + mention.length
    comma, title, name = (*sentence[end : end + 3], None, None, None)[:3]
    if mention.entry.kind != "person" or not (comma and title and name):
        return False
    known = vocabulary(grammar.language)
    is_lady = any(it.key == "woman" for it in known.get((title.plain,), ()))
    return comma.plain == "," and is_lady and name.is_capital and mention.entry.key in _men()


def _is_said_next(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether what follows a comma says who it is: "the librarian, a tall man with"."""
    end = mention.start + mention.length
    comma, article, *following = (*sentence[end : end + 5], None, None)
    if mention.entry.kind != "person" or not (comma and article) or comma.plain != ",":
        return False
    if article.plain not in _ONE.get(language, _NO_WORDS):
        return False
    said = [_sexes(word.plain, language) for word in following if word]
    sexes = next((it for it in said if it), frozenset())
    return len(sexes) == 1 and not sexes & {roles_sex().get(mention.entry.key, ""), "n", "many"}


_NO_WORDS: frozenset[str] = frozenset()
_ONE = {
    "en": frozenset({"a", "an"}), "es": frozenset({"un", "una"}), "fr": frozenset({"un", "une"}),
}  # fmt: skip


def _sexes(word: str, language: str) -> frozenset[str]:
    """Return of which sex those are whom the word means."""
    entries = vocabulary(language).get((word,), ())
    return frozenset(roles_sex()[it.key] for it in entries if it.kind == "person")


@cache
def roles_sex() -> dict[str, str]:
    """Return the sex of every role of the list of people."""
    return {row[0]: row[2] for row in rows("people")}


@cache
def _men() -> frozenset[str]:
    return frozenset(row[0] for row in rows("people") if row[2] == "m")


def _is_noun(word: str, language: str) -> bool:
    """Return whether the word may be a thing or a person, who can be somebody's."""
    return bool(_meant(word, language))


def _is_place(word: str, language: str) -> bool:
    return any(it.kind == "place" for it in vocabulary(language).get((word,), ()))


def _meant(word: str, language: str) -> set[str]:
    """Return the keys of the things and people that the word may mean."""
    forms = stems(word) if language == "ar" else [word]
    entries = [entry for form in forms for entry in vocabulary(language).get((form,), ())]
    return {entry.key for entry in entries if entry.kind in ("thing", "person", "unseen")}
