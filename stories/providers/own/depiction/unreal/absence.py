"""What is said not to be there: "no bread", "not a child", "the king was gone"."""

from __future__ import annotations

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_DENIED_FOR = 5  # words after "not", within the clause
_NO_COMPANY_FOR = 2  # words after "without" for a person: who "did not see" is there all the same
_NOBODY = frozenset({"nobody", "one", "soul", "nadie", "alma", "personne", "âme", "احد"})
_GONE_WITHIN = 5  # words behind who is gone
_DENIED_WITHIN = 3  # words before who is denied


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in plain(text).split("|"))


# Right before who is not there, or with one or two words between.
_NOT_ONE = {
    "en": _phrases("not a|not one|not any|not even a|not a single|weren t any|wasn t any|no other|empty of|"
        "could not find|couldn t find|did not find|didn t find|cannot find|can t find|never found"),
    "es": _phrases("ni un|ni una|ni siquiera un|no había|no hay|no había ni|no quedaba|no quedaban|"
        "no encontraba|no encontró|no encuentra|no encontraban|no encontraron"),
    "fr": _phrases("pas un|pas une|pas de|pas d|plus de|plus d|plus un|plus une|ni un|ni une|pas le moindre|"
        "trouvait pas|trouva pas|trouve pas|trouvaient pas|trouvait plus|trouve plus"),
    "ar": _phrases("لا يوجد|لا توجد|لم يكن هناك|لم تكن هناك|ليس هناك|لا احد من|لم يبق|"
        "لم تجد|لم يجد|لم يجدوا|لم اجد|لا تجد|لا يجد"),
}  # fmt: skip
# Behind who is not there.
_GONE = {
    "en": _phrases(
        "was gone|were gone|is gone|are gone|was not there|were not there|was nowhere|were nowhere|"
        "wasn t there|weren t there|was away|were away|is away|was not at home|"
        "were not at home|was missing|were missing|was not in|"
        "were not in|had gone|had left|had disappeared|had vanished|is missing|is not here|"
        "is not there|was out|wasn t at home|was at work|was still at work|were at work|were still at work"
        "|is at work|was working|was abroad|is abroad|works abroad|works far away|was far away|is far away"
    ),
    "es": _phrases(
        "no estaba|no estaban|no está|no están|se había ido|se habían ido|se ha ido|había desaparecido|"
        "habían desaparecido|no volvió|no volvieron|no aparecía|no venía|no vino|estaba en el trabajo"
        "|estaba trabajando|estaban trabajando|está trabajando|seguía en el trabajo|estaba lejos|está lejos"
        "|trabaja lejos|trabajaba lejos|trabaja en otro|trabajaba en otro|ya no está|ya no estaba"
    ),
    "fr": _phrases(
        "n était pas|n étaient pas là|n est pas là|ne sont pas là|était parti|était partie|étaient partis|"
        "avait disparu|avaient disparu|n était plus|n étaient plus|ne revint pas|ne vint pas|"
        "est parti|est partie|était au travail|était encore au travail|étaient au travail|est au travail"
        "|travaillait loin|travaille loin|était loin|est loin|n est plus|ne sont plus"
    ),
    "ar": _phrases(
        "لم يكن هناك|لم تكن هناك|لم يعد|لم تعد|ليس هنا|ليست هنا|لم يات|لم تات|قد رحل|قد رحلت|قد ذهب|قد ذهبت"
        "|في العمل|في عمله|في عملها|مسافر|مسافرة|يعمل بعيدا|تعمل بعيدا|يعمل في مدينة|بعيد عنا|بعيدة عنا"
    ),
}  # fmt: skip
# Behind what is no longer there or no longer burns, and what is blown away.
_WENT = {
    "en": _phrases(
        "blew away|was blown away|were blown away|had blown away|had been blown away|flew away in the wind|"
        "away into|away over|away across|away in the|was lost|were lost|was stolen|had been stolen|was broken"
        "|was gone|were gone|had gone|had disappeared|was missing|were missing|was nowhere|melted"
    ),
    "es": _phrases(
        "se perdió|había desaparecido|ya no estaba|no estaba|se fue volando|voló lejos|se derritió"
    ),
    "fr": _phrases(
        "s envola|s était envolée|s était envolé|avait disparu|n était plus|s est envolée|s est envolé|fondit"
    ),
    "ar": _phrases("اختفى|اختفت|طار بعيدا|طارت بعيدا|لم يعد|لم تعد|ضاع|ضاعت|ذاب"),
}  # fmt: skip
_DIED = {
    "en": _phrases("was out|were out|went out|died|had gone out|had died|was not lit|was dead"),
    "es": _phrases("se apagó|se apagaron|se había apagado|estaba apagado|estaba apagada|estaban apagadas|"
                   "apagado|apagada"),
    "fr": _phrases("s éteignit|s éteignirent|était éteint|était éteinte|étaient éteintes|éteint|éteinte"),
    "ar": _phrases("انطفا|انطفات|مطفا|مطفاة|كان مطفا|كانت مطفاة|خمدت"),
}  # fmt: skip
_PUT_OUT = {
    "en": _phrases("blew out the|blew out their|blew out her|put out the|turned off the|blew out his"),
    "es": _phrases("apagaron el|apagaron la|apagó el|apagó la|apagó su|sopló la|soplaron la"),
    "fr": _phrases("éteignirent la|éteignirent l|éteignit le|éteignit la|souffla la|soufflèrent la"),
    "ar": _phrases("اطفا|اطفات|اطفاوا|اطفاا"),
}  # fmt: skip
# Before what is carried off: "the wind blew", where "away" or nothing follows.
_CARRIED = {
    "en": _phrases("blew the|blew her|blew his|carried the|swept the|blew their"),
    "es": _phrases("se llevó el|se llevó la|se llevó su|apagó el|apagó la|apagó su"),
    "fr": _phrases("emporta le|emporta la|emporta l|emporta son|emporta sa|éteignit le|éteignit la"
                   "|éteignit l"),
    "ar": _phrases("انطفات|انطفا|اختفى|اختفت|لم يبق|لم تبق"),
}  # fmt: skip
# Behind weather that is no longer there.
_OVER = {
    "en": _phrases(
        "dropped|died|was over|is over|had passed|passed|stopped|had stopped|ended|had ended|was gone|"
        "cleared|died down|had gone|went away|goes away|was past|has gone|is over|moved on"
    ),
    "es": _phrases(
        "había pasado|pasó|cesó|paró|terminó|"
        "había terminado|había cesado|ha pasado|se alejó|se fue|amainó|"
        "se calmó|se va|se marchó|se ha ido"
    ),
    "fr": _phrases(
        "était passé|était passée|est passé|est passée|cessa|s arrêta|avait cessé|s éloigna|était fini|"
        "était finie|s est arrêté|s est arrêtée|s apaisa|s en va|s en alla|s en est allée|s en fut"
    ),
    "ar": _phrases("انتهى|انتهت|توقف|توقفت|مر|مرت|هدا|هدات"),
}  # fmt: skip
# Before who or what is looked for or called, and so is elsewhere.
_SOUGHT = {
    "en": _phrases(
        "looked for|looking for|look for|searched for|searching for|search for|hunted for|called for|missed|"
        "missing|misses|wrote to"
    ),
    "es": _phrases(
        "buscó|buscaba|buscaban|buscar|buscando|busca|buscaron|buscan|busqué|echaba de menos|echa de menos|"
        "echo de menos|en busca de|escribió a"
    ),
    "fr": _phrases(
        "chercha|cherchait|cherchent|chercher|cherchant|cherche|cherchèrent|cherchaient|"
        "à la recherche de|écrivit à"
    ),
    "ar": _phrases(
        "بحث عن|بحثت عن|يبحث عن|تبحث عن|بحثوا عن|يبحثون عن|نادت|نادى|ونادت|ونادى|وبحثت عن|"
        "وبحث عن"
    ),
}  # fmt: skip
_FAR_FROM = {
    "en": _phrases("far from|away from|miles from|way to|road to|after"),
    "es": _phrases("lejos de|lejos del|fuera del|después de|después del|camino de|camino a|camino al"),
    "fr": _phrases("loin de|loin du|loin des|loin d|après|route vers"),
    "ar": _phrases("بعيدا عن|بعيدة عن|بعيد عن|بعد|طريقه الى|طريقها الى|الطريق الى"),
}  # fmt: skip
_BURNING = frozenset({"fire", "lamp", "candle", "torch"})
#: Words for a place in which nobody is.
EMPTY = frozenset(plain("empty vacía vacío vide فارغ فارغة فارغا خالية").split())
_EMPTY_WITHIN = 5  # words behind "Moomba's", before "empty"
# Who was not there "a moment before", or "not in a good mood", is there now.
_ALL_THE_SAME = frozenset(
    plain("mood hurry afraid doubt pas peur pressé loin plus content").split()
)
_IN_FRENCH = frozenset({"là", "dans", "chez", "à", "au", "sur"})


def is_denied(sentence: Sentence, start: int, length: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what is mentioned from `start` on is said not to be there."""
    before = sentence[max(start - _DENIED_FOR, 0) : start]
    if entry.kind == "place" and _is_far_from(before, grammar):
        return True
    if entry.kind == "place" and any(_is_noun(word.plain, grammar) for word in before):
        return False  # "there was nobody in the kitchen", "not a child in the street"
    person = entry.kind == "person" or bool(entry.hero)
    if _is_elsewhere(sentence, start, start + length, entry, grammar):
        return True
    denials = grammar.absences if person else grammar.denials
    for word in reversed(before[-_NO_COMPANY_FOR:] if person else before):
        if word.plain in denials:
            return True
        if word.is_mark or word.plain in grammar.clause_starts:
            return False
    return False


def _is_elsewhere(sentence: Sentence, start: int, end: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what is mentioned is over, sought, gone or lost, by the words around it."""
    language = grammar.language
    if entry.kind == "weather":
        return _is_over(sentence, end, language)
    if entry.kind == "person" or entry.hero or entry.key in animals():
        before = sentence[max(start - _DENIED_FOR, 0) : start]
        is_sought = entry.count == 1 and _is_sought(before, grammar)
        is_absent = _is_absent(sentence, start, end, language)
        return is_sought or is_absent or _is_empty(sentence, start, end, grammar)
    return entry.kind == "thing" and _is_gone(sentence, start, end, entry.key, language)


def _is_over(sentence: Sentence, end: int, language: str) -> bool:
    """Return whether the weather that is named is over: "the storm had passed"."""
    after = _clause_behind(sentence, end)
    return any(after[: len(phrase)] == phrase for phrase in _OVER[language])


def _is_far_from(before: Sentence, grammar: Grammar) -> bool:
    """Return whether it is "far from the farm", and nothing but what is "the" stands between."""
    words = [word.plain for word in before]
    while words and words[-1] in grammar.determiners - grammar.owning:
        words.pop()
    return any(tuple(words[-len(it) :]) == it for it in _FAR_FROM[grammar.language])


def _is_sought(before: Sentence, grammar: Grammar) -> bool:
    """Return whether it is "looking for her cat", with nothing but owners and an "a" between."""
    words = [word.plain for word in before]
    between = grammar.determiners | {"a", "al", "old", "lost", "little"}
    for _ in range(3):
        if any(tuple(words[-len(phrase) :]) == phrase for phrase in _SOUGHT[grammar.language]):
            return True
        if not words or words[-1] not in between:
            return False
        words.pop()
    return False


def _is_gone(sentence: Sentence, start: int, end: int, key: str, language: str) -> bool:
    """Return whether the thing is blown away, lost or burns no longer."""
    before = tuple(word.plain for word in sentence[max(start - _DENIED_WITHIN, 0) : start])
    after = _clause_behind(sentence, end)
    phrases = _WENT[language] + (_DIED[language] if key in _BURNING else ())
    if any(_begins_with(after, phrase, language) for phrase in phrases):
        return True
    put_out = any(before[-len(it) :] == it for it in _PUT_OUT[language])
    if key in _BURNING and put_out:
        return True
    is_carried = any(before[-len(phrase) :] == phrase for phrase in _CARRIED[language])
    return is_carried and (language != "en" or "away" in after)


def _clause_behind(sentence: Sentence, end: int) -> tuple[str, ...]:
    """Return the words behind, as far as the next mark, without the rest of a name: "Grandma Rosa"."""
    while end < len(sentence) and sentence[end].is_capital and end > 0:
        end += 1
    after: list[str] = []
    for word in sentence[end : end + _GONE_WITHIN + 1]:
        if word.is_mark:
            break
        after.append(word.plain)
    return tuple(after)


def _is_empty(sentence: Sentence, start: int, end: int, grammar: Grammar) -> bool:
    """Return whether only the place of who is named is spoken of, which is empty: "Moomba's stable"."""
    after = [word.plain for word in sentence[end : end + _EMPTY_WITHIN + 1]]
    if grammar.language == "en" and after[:1] != ["s"]:
        return False
    before = {word.plain for word in sentence[max(start - 1, 0) : start]}
    is_owner = grammar.language in ("en", "ar") or bool(before & grammar.owning)
    return is_owner and any(word in EMPTY for word in after)


def is_moonless(sentence: Sentence, grammar: Grammar) -> bool:
    """Return whether the sentence says that no moon is there."""
    return any(
        is_denied(sentence, at, 1, entry, grammar)
        for at, word in enumerate(sentence)
        if not word.quoted
        for form in (stems(word.plain) if grammar.joins_words else [word.plain])
        for entry in vocabulary(grammar.language).get((form,), ())
        if entry.key == "moon"
    )


def _is_noun(word: str, grammar: Grammar) -> bool:
    forms = stems(word) if grammar.joins_words else [word]
    return word in _NOBODY or any((form,) in vocabulary(grammar.language) for form in forms)


def _is_absent(sentence: Sentence, start: int, end: int, language: str) -> bool:
    """Return whether who is named from `start` to before `end` is said not to be there."""
    before = tuple(word.plain for word in sentence[max(start - _DENIED_WITHIN - 1, 0) : start])
    if any(_ends_with(before, phrase) for phrase in _NOT_ONE[language]):
        return True
    if language == "ar" and _was_not_in(sentence, start, end):
        return True
    after = _clause_behind(sentence, end)
    return any(_begins_with(after, phrase, language) for phrase in _GONE[language])


def is_away(sentence: Sentence, start: int, language: str) -> bool:
    """Return whether "he" who is named before has gone: "Son père est marin, et il est parti"."""
    for at in range(start + 1, len(sentence) - 1):
        if sentence[at].plain in _ONE[language]:
            rest = tuple(word.plain for word in sentence[at + 1 : at + 1 + _GONE_WITHIN])
            return any(_begins_with(rest, phrase, language) for phrase in _GONE[language])
    return False


_ONE = {
    "en": frozenset({"he", "she"}), "es": frozenset({"él", "ella", "y"}),
    "fr": frozenset({"il", "elle"}), "ar": frozenset({"هو", "هي"}),
}  # fmt: skip


def _was_not_in(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether it is "Shawk was not in the house" in Arabic, which begins with the verb."""
    before = tuple(word.plain.removeprefix("و") for word in sentence[max(start - 2, 0) : start])
    following = sentence[end : end + 1]
    is_in = bool(following) and following[0].plain in ("في", "هناك", "هنا")
    return is_in and before in (("لم", "يكن"), ("لم", "تكن"))


def _ends_with(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether the phrase stands right before, or one word before."""
    return words[-len(phrase) :] == phrase or words[-len(phrase) - 1 : -1] == phrase


def _begins_with(words: tuple[str, ...], phrase: tuple[str, ...], language: str) -> bool:
    """Return whether the phrase stands right behind, and what follows takes nothing of it back."""
    if words[: len(phrase)] != phrase:
        return False
    rest = words[len(phrase) :]
    if language == "fr" and phrase == ("n", "était", "pas"):
        # "Sa mère n'était pas dans la grotte", and not "n'était pas contente".
        return bool(rest) and rest[0] in _IN_FRENCH
    return not rest or rest[0] not in _ALL_THE_SAME
