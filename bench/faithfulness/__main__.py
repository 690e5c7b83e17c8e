"""How well inventions are found in told stories: `python -m bench.faithfulness [--faults]`.

Reads the made cases of cases.txt, whose documents, faithful sentences and planted inventions were written for
this, and writes down how many inventions are found and how many faithful sentences are taken for one.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.parts.report import write_down
from stories.faithfulness.source import Source
from stories.faithfulness.trace import trace, unsupported
from stories.reading.records import Paragraph

CASES = Path(__file__).with_name("cases.txt")


@dataclass
class Case:
    """A document with what was told of it: (kind of invention, sentence), "" for a faithful one."""

    language: str
    kind: str
    lines: list[Paragraph] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    case: Case
    invention: str
    sentence: str
    missing: tuple[str, ...]


def cases() -> list[Case]:
    """Return the cases of the file."""
    found: list[Case] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("source "):
            language, kind = line.removeprefix("source ").split("|")
            found.append(Case(language, kind))
        elif line.startswith("= "):
            found[-1].told.append(("", line[2:]))
        elif line.startswith("! "):
            invention, _, sentence = line[2:].partition("|")
            found[-1].told.append((invention, sentence))
        else:
            found[-1].lines.append(Paragraph(line, is_heading=False, page=1))
    return found


def verdicts() -> Iterator[Verdict]:
    """Yield what is found of every told sentence."""
    for case in cases():
        source = Source.of(case.lines, case.language)
        for invention, sentence in case.told:
            missing = tuple(
                word for it in unsupported(trace(sentence, source)) for word in it.missing
            )
            yield Verdict(case, invention, sentence, missing)


def score(judged: Sequence[Verdict]) -> str:
    planted = [bool(it.missing) for it in judged if it.invention]
    faithful = [bool(it.missing) for it in judged if not it.invention]
    found, alarms = sum(planted) / len(planted), sum(faithful) / len(faithful)
    return f"{found:.0%} of {len(planted)} inventions found, {alarms:.0%} of {len(faithful)} faithful flagged"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.faithfulness", description=__doc__)
    parser.add_argument("--faults", action="store_true", help="print what is judged wrongly")
    options = parser.parse_args()
    judged = list(verdicts())
    if options.faults:
        for it in judged:
            if bool(it.invention) != bool(it.missing):
                print(
                    it.case.language,
                    it.case.kind,
                    it.invention or "faithful",
                    it.sentence,
                    it.missing,
                )
    rows = []
    for kind, language in dict.fromkeys((it.case.kind, it.case.language) for it in judged):
        of = [it for it in judged if (it.case.kind, it.case.language) == (kind, language)]
        rows.append((f"{kind}, {language}", score(of)))
    write_down("Faithfulness", [("all", score(judged)), *rows])


if __name__ == "__main__":
    main()
