"""A date is written in one form wherever it stands: docs/design-system.md says which."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.formats import date_format

ROOT = Path(__file__).parents[2]
WRITTEN = re.compile(r"""\|(?:date|time):_?\(?["']([^"']*)["']""")
#: Named ones, a weekday where one plans by it, times to the second for who operates, and what machines read.
FORMS = {
    "DATE_FORMAT", "DATETIME_FORMAT", "MONTH_DAY_FORMAT", "TIME_FORMAT", "l", "l j F", "l j F Y",
    "H:i", "H:i:s", "c", "U", "Y-m-d", "Y-m-d\\TH:i:sO",
}  # fmt: skip


def test_pages_write_dates_in_the_forms_of_the_house() -> None:
    found = {
        (path.name, form)
        for path in (ROOT / "templates").rglob("*.html")
        for form in WRITTEN.findall(path.read_text(encoding="utf-8"))
    }
    assert found
    assert not {(name, form) for name, form in found if form not in FORMS}


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "5 November 2026", "5 November 2026, 18:05"),
        ("ar", "5 نوفمبر 2026", "5 نوفمبر 2026، 18:05"),
    ],
)
def test_a_date_is_the_same_form_in_both_languages(language: str, day: str, moment: str) -> None:
    at = datetime(2026, 11, 5, 18, 5, tzinfo=UTC)
    with translation.override(language):
        assert date_format(at, "DATE_FORMAT") == date_format(at, "SHORT_DATE_FORMAT") == day
        assert date_format(at, "DATETIME_FORMAT") == moment
        assert date_format(at, "MONTH_DAY_FORMAT") == day.removesuffix(" 2026")
