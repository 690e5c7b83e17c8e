"""What a report shows of answers and tapped words: question by question, word by word, by whom."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from classroom.features import Given
from edusmart.accounts.models import User

#: Who it is, what it is, and which of these it is.
Of = tuple[int, str, str]


def by_pupil_and_thing(given: Iterable[Given]) -> dict[Of, list[Given]]:
    """Return the answers of each pupil to each thing, in the order of the scenes."""
    found: dict[Of, list[Given]] = defaultdict(list)
    for it in given:
        found[it.pupil_id, it.kind, it.key].append(it)
    return found


def question_by_question(given: Iterable[Given], pupils: list[User]) -> list[dict[str, Any]]:
    """Return the questions of one thing, each with what was chosen and by whom: the right answer first.

    What was answered before a question was changed is not among them: it was about another one.
    """
    chosen: dict[tuple[int, str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for it in given:
        if it.question:
            by_answer = chosen[it.part, it.question, it.right_answer]
            by_answer[it.right_answer] |= set()  # shown first, also where nobody chose it
            by_answer[it.answer].add(it.pupil_id)
    return [
        {
            "part": part,
            "question": question,
            "given": sum(map(len, by_answer.values())),
            "right": len(by_answer[right]),
            "choices": [
                {
                    "answer": answer,
                    "is_right": answer == right,
                    "pupils": [it for it in pupils if it.pk in whose],
                }
                for answer, whose in by_answer.items()
            ],
        }
        for (part, question, right), by_answer in sorted(chosen.items())
    ]


def word_by_word(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the words that were tapped in one thing: what most pupils tapped first, and who did."""
    found: dict[str, list[User]] = defaultdict(list)
    for row in rows:
        for tapped in row["done"].words if row["done"] else ():
            found[tapped.word].append(row["pupil"])
    ordered = sorted(found.items(), key=lambda it: (-len(it[1]), it[0]))
    return [{"word": word, "pupils": pupils} for word, pupils in ordered]


def as_text(given: list[Given]) -> str:
    """Return a pupil's answers to one thing in one line."""
    return "; ".join(map(_said, given))


def _said(it: Given) -> str:
    how = _("right") if it.is_right else _("not right")
    if not it.question:
        how = _("%(how)s, to a question that was changed since") % {"how": how}
    answer = f" {it.answer}" if it.answer else ""
    return f"{_('Scene %(n)s') % {'n': it.part}}:{answer} ({how})"
