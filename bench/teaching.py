"""Every question that stories give without a model: `python -m bench.teaching FOLDER … [--grade N]`.

Tells each PDF of the folders in its own words and prints its scenes with all their questions, numbered,
the right answer marked, to be read; then how many there are of each kind and language. docs/teaching.md
says how many were faulty when they were last read.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from stories.documents import Document, UnreadableDocument, read_file
from stories.providers.own.verbatim import VerbatimStoryteller
from stories.providers.storyteller import Question, TellingBrief
from stories.teaching.lesson import Teacher


def documents(folders: list[Path]) -> Iterator[tuple[str, Document]]:
    """Yield every PDF of the folders that can be read without OCR."""
    for path in sorted(path for folder in folders for path in folder.glob("*.pdf")):
        try:
            yield path.stem, read_file(path, ocr=False)
        except UnreadableDocument as refusal:
            print(f"# {path.stem}: {refusal.sentence}\n")


def print_question(number: int, kind: str, question: Question) -> None:
    print(f"{number}. [{kind}] {question.text}")
    for at, answer in enumerate(question.answers):
        print(f"   {'=>' if at == question.right else ' -'} {answer}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.teaching", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--grade", type=int, default=4)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for name, document in documents(options.folders):
        brief = TellingBrief(options.grade)
        scenes = [told.text for told in VerbatimStoryteller().tell(document, brief)]
        teacher = Teacher(scenes, document.language, options.grade)
        print(f"# {name} ({document.language}, {len(scenes)} scenes)\n")
        for index, text in enumerate(scenes):
            print(f"## Scene {index + 1}\n{text}\n")
            for word in teacher.words(index):
                counts["words to learn"] += 1
                print(f"   {word.word}: {word.meaning}")
            for candidate in teacher.candidates(index):
                counts["questions"] += 1
                counts[candidate.kind] += 1
                counts[document.language] += 1
                print_question(counts["questions"], candidate.kind, candidate.question)
    print("\n" + ", ".join(f"{name}: {count}" for name, count in counts.most_common()))


if __name__ == "__main__":
    main()
