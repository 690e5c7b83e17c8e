"""The codes that this program can refuse a request or end a row with, read from its source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stories.reading.records import SENTENCES
from tests.processes import ROOT

#: Of each constructor the place of the code among its arguments.
PLACES = {
    "RequestRefused": 1, "Reason": 1, "WorkError": 1, "Refused": 1, "Unfit": 2, "NotYet": 2,
    "RateLimited": 2, "Unavailable": 2,
}  # fmt: skip
#: A code that carries the speech service's HTTP status: one for each status that the client tells apart.
SPEECH_STATUSES = (400, 401, 403, 413, 500)


@dataclass(frozen=True)
class Found:
    """A code and where it stands; `code` is empty where the source does not show it."""

    code: str
    where: str


def codes() -> list[Found]:
    """Return every code, also those of documents that cannot be read, which become codes of rows."""
    found = [Found(code, "stories/reading/records.py") for code in SENTENCES]
    for folder in ("edusmart", "stories", "briefs", "classroom", "tts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and ROOT / "tts" / "service" not in path.parents:
                found += codes_in(path.read_text(), path.relative_to(ROOT))
    return found


def codes_in(source: str, path: Path) -> Iterator[Found]:
    """Return the codes in one module: arguments of constructors, and `code` of exceptions' classes."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(name)) if name in PLACES:
                for code in _codes_of(_argument(node, PLACES[name])):
                    yield Found(code, f"{path}:{node.lineno}")
            case ast.ClassDef(body=body, bases=[_, *_]):
                for code in _class_codes(body):
                    yield Found(code, f"{path}:{node.lineno}")


def _argument(call: ast.Call, place: int) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def _codes_of(argument: ast.expr | None) -> list[str]:
    match argument:
        case None:
            return []  # its class has one
        case ast.Constant(str(code)):
            return [code]
        case ast.JoinedStr([ast.Constant("tts_"), ast.FormattedValue()]):
            return [f"tts_{status}" for status in SPEECH_STATUSES]
        case ast.Attribute(attr="code" | "error_code"):
            return []  # passed on from another error or row
    return [""]


def _class_codes(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Assign([ast.Name("code")], ast.Constant(str(code))):
                yield code
