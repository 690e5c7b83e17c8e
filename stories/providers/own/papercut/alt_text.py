"""What a picture shows, said in the story's language."""

from __future__ import annotations

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import LANGUAGES, Thing, names

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
    several = {it.key for it in depiction.people if it.count > 1}
    several |= {it.key for it in depiction.things if it.count > 1}
    parts = [
        called[key] + (_and_more(called[key], code) if key in several else "")
        for key in _in_order(depiction, shown)
    ]
    parts = [called[subject.key]] if subject else parts
    comma = "، " if code == "ar" else ", "
    return _SENTENCE[code].format(comma.join(parts) or _PLAIN[code])


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
