"""What a picture shows, said in the story's language."""

from __future__ import annotations

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.plurals import plurals
from stories.providers.own.depiction.vocabulary import LANGUAGES, Thing, names, vocabulary
from stories.providers.own.depiction.words import tokens

# Not through gettext: a picture's text is in the story's language, not in the reader's, and stays with
# its row.
_SENTENCE = {
    "en": "A paper-cut picture: {}.",
    "es": "Un dibujo de papel recortado: {}.",
    "fr": "Une image en papier découpé : {}.",
    "ar": "صورة من قصاصات الورق: {}.",
}
_PLAIN = {
    "en": "coloured paper",
    "es": "papel de colores",
    "fr": "du papier coloré",
    "ar": "ورق ملون",
}
_ANOTHER = {
    "en": (" and another", " and another"),
    "es": (" y otro", " y otra"),
    "fr": (" et un autre", " et une autre"),
}
_TWO = {"en": ("two", "two"), "es": ("dos", "dos"), "fr": ("deux", "deux")}
_MORE = {"en": ("several", "several"), "es": ("varios", "varias"), "fr": ("plusieurs", "plusieurs")}
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "mouse": "mice",
    "goose": "geese",
}
_PAGE = {
    "en": "A picture from the document.",
    "es": "Una imagen del documento.",
    "fr": "Une image du document.",
    "ar": "صورة من المستند.",
}


def described(
    depiction: Depiction,
    shown: frozenset[str],
    language: str,
    women: frozenset[str] = frozenset(),
    subject: Thing | None = None,
) -> str:
    """Return the alternative text of a drawn picture, in English when the language is not offered.

    `shown` are the keys of what stands in the picture, `women` of those who are drawn as girls or women,
    `subject` what an ornament shows alone.
    """
    code = language[:2] if language[:2] in LANGUAGES else "en"
    called = dict(names(code))
    if code != "en":
        # There a word for a child is a boy's or a girl's, and the picture shows which.
        called["child"] = called["girl" if "child" in women else "boy"]
    counts = {it.key: it.count for it in depiction.things}
    counts |= {it.key: it.count for it in depiction.people}
    parts = [
        _several(called[key], code, counts[key]) if counts.get(key, 1) > 1 else called[key]
        for key in _in_order(depiction, shown)
    ]
    parts = [called[subject.key]] if subject else parts
    comma = "، " if code == "ar" else ", "
    return _SENTENCE[code].format(comma.join(parts) or _PLAIN[code])


def _several(name: str, code: str, count: int) -> str:
    """Return how several are told of: "two boys"; "a deer and another" where no plural is listed."""
    bare = name.split(" ", 1)[-1] if code != "ar" else name
    forms = (_IRREGULAR.get(bare), *plurals(bare, code))
    keys = {it.key for it in vocabulary(code).get(tokens(bare), ())}
    known = (
        form
        for form in forms
        if form
        and any(it.key in keys and it.count > 1 for it in vocabulary(code).get(tokens(form), ()))
    )
    plural = next(known, "")
    if not plural or code == "ar":
        return name + _and_more(name, code)
    is_she = name.startswith(("una ", "une "))
    words = _TWO if count == 2 else _MORE
    return f"{words[code][is_she]} {plural}"


def _and_more(name: str, code: str) -> str:
    """Return how it is said that there is another of the kind."""
    if code == "ar":
        return " وأخرى" if name.endswith("ة") else " وآخر"
    is_she = name.startswith(("una ", "une "))
    return _ANOTHER[code][is_she]


def _in_order(depiction: Depiction, shown: frozenset[str]) -> list[str]:
    """Return the keys of who and what is in the picture, where, and when: as it would be told."""
    people = [role.key for role in depiction.people if role.key in shown]
    things = [thing.key for thing in depiction.things if thing.key in shown]
    around = [depiction.place, depiction.hour if depiction.hour != "day" else "", depiction.weather]
    return [*people, *things, *(key for key in around if key in shown)]


def described_page(language: str) -> str:
    """Return the alternative text of a picture taken from the document."""
    return _PAGE.get(language[:2], _PAGE["en"])
