"""Addresses of the web and of mail: only the name is said."""

import re
from collections.abc import Sequence

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.language import Words

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,62})"
_ENDINGS = (
    "com|org|net|edu|gov|info|io|app|dev|tv|eu|uk|us|fr|es|de|it|mx|ar|ca|ch|be|"
    "ma|dz|tn|eg|sa|ae|jo|lb"
)
# Without the full stop or bracket that ends the sentence around it.
_PATH = r"(?:[/?#:][^\s<>\"“”«»]{0,2000}(?<![.,;:!?)\]'’؟،]))?"
_WEB = rf"(?:(?:https?|ftp)://(?:www\.)?|www\.)(?P<host>{_LABEL}(?:\.{_LABEL}){{0,8}}){_PATH}"
_BARE = rf"(?<![\w.@/-])(?P<host>{_LABEL}(?:\.{_LABEL}){{0,3}}\.(?:{_ENDINGS}))(?![\w@-]){_PATH}"
_MAIL = (
    rf"(?<![\w.+-])(?P<name>[\w+-]{{1,64}}(?:\.[\w+-]{{1,64}}){{0,4}})"
    rf"@(?P<host>{_LABEL}(?:\.{_LABEL}){{1,5}})"
)


def address_steps(words: Words) -> Sequence[Step]:
    """Return the steps for web and mail addresses."""
    return (
        rule(_MAIL, _mail(words), re.IGNORECASE),
        rule(_WEB, _host(words), re.IGNORECASE),
        rule(_BARE, _host(words), re.IGNORECASE),
    )


def _host(words: Words) -> Saying:
    return lambda match: _dotted(match["host"], words)


def _mail(words: Words) -> Saying:
    return lambda match: (
        f"{_dotted(match['name'], words)} {words.at} {_dotted(match['host'], words)}"
    )


def _dotted(name: str, words: Words) -> str:
    return re.sub(r"[-_+]+", " ", name.replace(".", f" {words.dot} "))
