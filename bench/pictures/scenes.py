"""The labelled scenes: sentences written for this, and those of stories in a folder."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FRESH = HERE / "fresh"  # stories written for this, with their labels in fresh.txt
SCENE_WORDS = 60  # a page is cut at the first sentence's end after so many
_SENTENCE_END = re.compile(r"(?:(?<=[.!?؟])|(?<=[.!?؟][»”\"])|(?<=[.!?؟]\s»))\s+(?=[^\s»])")


@dataclass(frozen=True)
class Scene:
    """One scene with its labels. Its picture must show `must`, may show `may`, and nothing else.

    `mood` is bright or quiet, "either" where people would differ. `held` scenes were labelled before
    they were drawn and were not looked at while words and rules were chosen. `acts` are what people and
    animals may be seen to do, as who:act; None where nobody has labelled that. `looks` are colours and
    numbers, as thing:colour or thing:2, with ? where they may be left out.
    """

    name: str
    held: bool
    language: str
    mood: str
    must: frozenset[str]
    may: frozenset[str]
    text: str
    before: str
    title: str
    index: int
    acts: frozenset[str] | None = None
    looks: frozenset[str] | None = None


def written() -> Iterator[Scene]:
    """The sentences of own.txt; those of a language count as one story's for their looks only."""
    for index, row in enumerate(_rows("own.txt")):
        kind, language, mood, must, may, text = row
        yield Scene(
            f"own {index + 1}", kind == "held", language, mood, _keys(must), _keys(may), text, "",
            f"Own {language} {index // 8}", index,
        )  # fmt: skip


def told(folders: Sequence[Path]) -> Iterator[Scene]:
    """The fresh stories' scenes, and those of stories.txt whose story is in one of the folders."""
    rows = [*_rows("stories.txt"), *_rows("fresh.txt")]
    labels = {(row[1], int(row[2])): row for row in rows}
    folders = [*folders, FRESH]
    for name in dict.fromkeys(name for name, _ in labels):
        path = _found(name, folders)
        if path is None:
            continue
        texts = pieces(path)
        for index, text in enumerate(texts):
            if (name, index + 1) not in labels:
                continue
            kind, _, _, mood, must, may, *more = labels[name, index + 1]
            yield Scene(
                f"{name}:{index + 1}", kind == "held", name[:2], mood, _keys(must), _keys(may), text,
                "\n".join(texts[:index]), name, index, _keys(more[0]) if more else None,
                _keys(more[1]) if len(more) > 1 else None,
            )  # fmt: skip


def labels() -> Iterator[tuple[str, frozenset[str]]]:
    """The mood and the keys of every label, the stories' too whose texts are not here."""
    for row in (*_rows("own.txt"), *_rows("stories.txt"), *_rows("fresh.txt")):
        mood, must, may = row[2:5] if len(row[1]) == 2 else row[3:6]
        yield mood, _keys(must) | _keys(may)


def pieces(path: Path) -> list[str]:
    """A story's scenes: a text's pages, long ones cut at sentences; in Markdown what is between two ##."""
    text = path.read_text(encoding="utf-8")
    breaks = r"^##.*$" if path.suffix == ".md" else r"\n\s*\n"
    pages = re.split(breaks, text, flags=re.MULTILINE)
    if path.suffix == ".md":
        # Before the first ## stands the title, after the last the credits.
        pages = [page for page in pages[1:] if not page.lstrip().startswith("*")]
        return [" ".join(page.split()) for page in pages if page.strip()]
    return [piece for page in pages for piece in _cut(" ".join(page.split())) if piece]


def _cut(page: str) -> Iterator[str]:
    scene: list[str] = []
    for sentence in _SENTENCE_END.split(page):
        scene.append(sentence)
        if len(" ".join(scene).split()) >= SCENE_WORDS:
            yield " ".join(scene)
            scene = []
    yield " ".join(scene)


def _found(name: str, folders: Sequence[Path]) -> Path | None:
    for folder in folders:
        for path in (folder / f"{name}.txt", folder / f"{name}.md"):
            if path.is_file():
                return path
    return None


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


def _keys(cell: str) -> frozenset[str]:
    return frozenset(cell.split())
