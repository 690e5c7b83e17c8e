"""What a scene is no evidence of is in no picture."""

from __future__ import annotations

import pytest

from stories.providers.own.depiction.depiction import depict


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Long before there were lorries, men walked here.", "lorry"),
        ("Mia put her hat into the bag.", "hat"),
        ("The tower was as high as forty houses.", "house"),
        ("The girl put a vase on the table, and the bus stopped.", "bus"),
    ],
)
def test_what_is_no_evidence_is_not_drawn(text: str, key: str) -> None:
    assert key not in {it.key for it in depict(text, "en").things}


def test_no_hour_and_no_place_without_evidence() -> None:
    assert depict("He sewed from morning till night.", "en").hour == "day"
    assert depict("Leila came home from school and sang.", "en").place == ""
    assert not depict("The girl walked in the garden.", "en").has_sun
    assert depict("The girl walked in the garden in the sun.", "en").has_sun


def test_only_tears_and_fear_are_sad_to_see() -> None:
    assert not depict("Zoe lost the match.", "en").is_sad
    assert depict("Zoe lost the match and cried.", "en").is_sad
