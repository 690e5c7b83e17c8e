"""Spanish."""

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

_NUMERALS: Final = CldrNumerals("es")
_CENT: Final = noun("centavo", "centavos")
_PARTS: Final = {2: ("medio", "medios"), 3: ("tercio", "tercios")}

_ABBREVIATIONS: Final = Abbreviations(
    always={
        "Sr.": "señor",
        "Sra.": "señora",
        "Srta.": "señorita",
        "Sres.": "señores",
        "Dr.": "doctor",
        "Dra.": "doctora",
        "Prof.": "profesor",
        "Profa.": "profesora",
        "Ing.": "ingeniero",
        "Lic.": "licenciado",
        "Dña.": "doña",
        "Da.": "doña",
        "Ud.": "usted",
        "Uds.": "ustedes",
        "Vd.": "usted",
        "Av.": "avenida",
        "Avda.": "avenida",
        "Pza.": "plaza",
        "EE. UU.": "Estados Unidos",
        "EE.UU.": "Estados Unidos",
        "EEUU": "Estados Unidos",
        "RR. HH.": "recursos humanos",
        "JJ. OO.": "Juegos Olímpicos",
        "FF. AA.": "Fuerzas Armadas",
        "CC. AA.": "comunidades autónomas",
        "S. A.": "sociedad anónima",
        "S.A.": "sociedad anónima",
        "S.M.": "su majestad",
        "SS. MM.": "sus majestades",
        "p. ej.": "por ejemplo",
        "p.ej.": "por ejemplo",
        "a. C.": "antes de Cristo",
        "a.C.": "antes de Cristo",
        "d. C.": "después de Cristo",
        "d.C.": "después de Cristo",
        "etc.": "etcétera",
        "aprox.": "aproximadamente",
    },
    before_number={
        "pág.": "página",
        "págs.": "páginas",
        "p.": "página",
        "pp.": "páginas",
        "núm.": "número",
        "n.º": "número",
        "N.º": "número",
        "nº": "número",
        "Nº": "número",
        "n.°": "número",
        "n°": "número",
        "N°": "número",
        "s.": "siglo",
        "S.": "siglo",
        "ss.": "siglos",
        "cap.": "capítulo",
        "vol.": "volumen",
        "fig.": "figura",
        "art.": "artículo",
        "tel.": "teléfono",
        "Tel.": "teléfono",
    },
    before_name={
        "D.": "don",
        "C/": "calle",
        "c/": "calle",
        "Sto.": "santo",
        "Sta.": "santa",
        "S.": "san",
        "Gral.": "general",
        "Cap.": "capitán",
    },
    closing=frozenset(["etc.", "EE. UU.", "EE.UU.", "a. C.", "a.C.", "d. C.", "d.C.", "Ud.", "Uds."]),
)  # fmt: skip
_SIGNS: Final = {
    "+": "más",
    "=": "es igual a",
    "<": "es menor que",
    ">": "es mayor que",
    "≤": "es menor o igual que",
    "≥": "es mayor o igual que",
    "≠": "es distinto de",
    "≈": "es casi",
    "×": "por",
    "*": "por",
    "÷": "entre",
    "±": "más menos",
    "²": "al cuadrado",
    "³": "al cubo",
    "√": "la raíz cuadrada de",
    "π": "pi",
    "~": "unos",
}
_CURRENCIES: Final = {
    "$": Currency(noun("dólar", "dólares"), _CENT),
    "€": Currency(noun("euro", "euros"), noun("céntimo", "céntimos")),
    "£": Currency(noun("libra", "libras", feminine=True), noun("penique", "peniques")),
    "¥": Currency(noun("yen", "yenes"), noun("sen", "sen")),
    "₹": Currency(noun("rupia", "rupias", feminine=True), noun("paisa", "paisas")),
}
_SHORT_WORDS: Final = frozenset(
    """
    a y e o u al de el en es ha he la le lo me mi ni no os se si sí su te ti tu tú un va ve ya yo
    así aún con cuál día dos dan era esa ese eso fin fue hay hoy las les los luz mal mar mas más mes
    mis muy nos pan paz pie por qué que rey sal sin sol son soy sus tan tus una uno vez voy
    """.split()  # noqa: SIM905
)


def _count(value: Decimal, counted_noun: Noun) -> str:
    return counted(spanish(), value, counted_noun, plural_category("es", float(value)))


def _fraction(upper: int, lower: int) -> str:
    one, more = _PARTS.get(lower) or _part(lower)
    return f"{_NUMERALS.cardinal(upper, False)} {one if upper == 1 else more}"


def _part(lower: int) -> tuple[str, str]:
    named = _NUMERALS.ordinal(lower) if lower <= 10 else f"{_NUMERALS.cardinal(lower)}avo"
    return named, f"{named}s"


def _time(hour: int, minute: int, half: str) -> str:
    said = _NUMERALS.cardinal(hour, True)
    named = {0: " en punto", 15: " y cuarto", 30: " y media"}.get(minute) if hour <= 12 else None
    if minute or hour <= 12:
        said += named or f" y {_NUMERALS.cardinal(minute)}"
    else:
        said += " horas"
    day = {"a": " de la mañana", "p": " de la tarde"}.get(half, "")
    return said.replace(" en punto", "") + day if half else said


def _date(day: int, month: int, year: int) -> str:
    return f"{_NUMERALS.cardinal(day)} de {month_name('es', month)} de {_NUMERALS.year(year)}"


@cache
def spanish() -> Language:
    """Return how Spanish says figures and signs."""
    return Language(
        code="es",
        numerals=_NUMERALS,
        words=Words("menos", "coma", "por ciento", "a", "punto", "arroba", "y", "número", "a la"),
        grouping=". ",
        months=months("es", abbreviated=False),
        signs=_SIGNS,
        units=units("es"),
        currencies=_CURRENCIES,
        abbreviations=_ABBREVIATIONS,
        short_words=_SHORT_WORDS,
        count=_count,
        fraction=_fraction,
        time=_time,
        date=_date,
    )
