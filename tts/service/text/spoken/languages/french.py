"""French."""

from decimal import Decimal
from functools import cache
from typing import Final

from tts.service.text.spoken.languages.cldr import (
    CldrNumerals,
    month_name,
    months,
    plural_category,
    units,
)
from tts.service.text.spoken.languages.counting import counted, noun
from tts.service.text.spoken.languages.language import (
    Abbreviations,
    Currency,
    Language,
    Noun,
    Words,
)

_NUMERALS: Final = CldrNumerals("fr")
_CENT: Final = noun("centime", "centimes")
_HOUR: Final = noun("heure", "heures", feminine=True)
_PARTS: Final = {2: "demi", 3: "tiers", 4: "quart"}

_ABBREVIATIONS: Final = Abbreviations(
    always={
        "M. et Mme": "monsieur et madame",
        "MM.": "messieurs",
        "Mr": "monsieur",
        "Mme": "madame",
        "Mmes": "mesdames",
        "Mlle": "mademoiselle",
        "Melle": "mademoiselle",
        "Mlles": "mesdemoiselles",
        "Mgr": "monseigneur",
        "bd": "boulevard",
        "Bd": "boulevard",
        "av. J.-C.": "avant Jésus-Christ",
        "ap. J.-C.": "après Jésus-Christ",
        "apr. J.-C.": "après Jésus-Christ",
        "J.-C.": "Jésus-Christ",
        "c.-à-d.": "c'est-à-dire",
        "p. ex.": "par exemple",
        "p.ex.": "par exemple",
        "ex.": "exemple",
        "env.": "environ",
        "etc.": "et cétéra",
        "cf.": "voir",
        "vs": "contre",
    },
    before_number={
        "n°": "numéro",
        "N°": "numéro",
        "nº": "numéro",
        "Nº": "numéro",
        "no": "numéro",
        "p.": "page",
        "pp.": "pages",
        "chap.": "chapitre",
        "vol.": "volume",
        "fig.": "figure",
        "art.": "article",
        "tél.": "téléphone",
        "Tél.": "téléphone",
    },
    before_name={
        "M.": "monsieur",
        "Dr": "docteur",
        "Dr.": "docteur",
        "Pr": "professeur",
        "Pr.": "professeur",
        "Prof.": "professeur",
        "Me": "maître",
        "St": "saint",
        "Ste": "sainte",
        "St-": "saint ",
        "Ste-": "sainte ",
        "av.": "avenue",
        "Av.": "avenue",
    },
    closing=frozenset(["etc.", "av. J.-C.", "ap. J.-C.", "apr. J.-C.", "J.-C."]),
)  # fmt: skip
_SIGNS: Final = {
    "+": "plus",
    "=": "égale",
    "<": "est plus petit que",
    ">": "est plus grand que",
    "≤": "est au plus",
    "≥": "est au moins",
    "≠": "est différent de",
    "≈": "est environ",
    "×": "fois",
    "*": "fois",
    "÷": "divisé par",
    "±": "plus ou moins",
    "²": "au carré",
    "³": "au cube",
    "√": "racine carrée de",
    "π": "pi",
    "~": "environ",
}
_CURRENCIES: Final = {
    "$": Currency(noun("dollar", "dollars"), noun("cent", "cents")),
    "€": Currency(noun("euro", "euros"), _CENT),
    "£": Currency(noun("livre", "livres", feminine=True), noun("penny", "pence")),
    "¥": Currency(noun("yen", "yens"), noun("sen", "sen")),
    "₹": Currency(noun("roupie", "roupies", feminine=True), noun("paisa", "paisas")),
}
_SHORT_WORDS: Final = frozenset(
    """
    à a au ai as ce ci de du en es et eu il je la le lu ma me mi ni ne nu on or ou où par pas que qui
    sa se si su ta te tu un va vu ami bon car ces des dit dix eau est elle fin feu fut ici jeu les lit
    lui mal mer mes moi mon mot non nos oui par peu plus pot pur qui roi ses six soi sol son sur ton
    toi tel thé tes tôt toi une vas vie vif vin vos vue
    """.split()  # noqa: SIM905
)


def _count(value: Decimal, counted_noun: Noun) -> str:
    return counted(french(), value, counted_noun, plural_category("fr", float(value)))


def _fraction(upper: int, lower: int) -> str:
    part = _PARTS.get(lower) or _NUMERALS.ordinal(lower)
    many = "s" if upper > 1 and not part.endswith("s") else ""
    return f"{_NUMERALS.cardinal(upper)} {part}{many}"


def _time(hour: int, minute: int, half: str) -> str:
    said = _count(Decimal(hour), _HOUR)
    if minute:
        said += f" {_NUMERALS.cardinal(minute)}"
    return said + {"a": " du matin", "p": " de l'après-midi"}.get(half, "")


def _date(day: int, month: int, year: int) -> str:
    first = "premier" if day == 1 else _NUMERALS.cardinal(day)
    return f"{first} {month_name('fr', month)} {_NUMERALS.cardinal(year)}"


@cache
def french() -> Language:
    """Return how French says figures and signs."""
    return Language(
        code="fr",
        numerals=_NUMERALS,
        words=Words(
            "moins", "virgule", "pour cent", "à", "point", "arobase", "et", "numéro", "puissance"
        ),
        grouping=" .",
        months=months("fr", abbreviated=False),
        signs=_SIGNS,
        units={**units("fr"), "t": noun("tonne", "tonnes", feminine=True)},
        currencies=_CURRENCIES,
        abbreviations=_ABBREVIATIONS,
        short_words=_SHORT_WORDS,
        count=_count,
        fraction=_fraction,
        time=_time,
        date=_date,
    )
