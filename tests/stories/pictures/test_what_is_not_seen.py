"""What a text names and a picture of it does not show: sought, likened, elsewhere, of another moment."""

import pytest

from stories.providers.own.depiction.depiction import depict


def shown(text: str, language: str = "en", before: str = "") -> set[str]:
    it = depict(text, language, before)
    keys = {role.key for role in it.people} | {thing.key for thing in it.things}
    return keys | {it.place, it.season, it.hour} - {"", "day"}


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "Bea opened the shed to look for a ball.", "ball"),
        ("en", "Auntie Rose was there instead of Mum.", "mother"),
        ("en", "There were legs everywhere, and none of them were Mum's.", "mother"),
        ("en", "The robot stood in Mr Okoro's shed.", "man"),
        ("en", "A fog came down, thick as wool.", "wool"),
        ("en", "The weir roared like a lion.", "lion"),
        ("en", "A leaf is a tiny kitchen.", "kitchen"),
        ("en", "The letter was written by her grandfather in the winter of 1916.", "oldman"),
        ("en", "The girl read of the winter when she was six.", "winter"),
        ("es", "Se me cayó la pulsera de mi madre.", "mother"),
        ("fr", "Paul dessinait sur la vitre : un âne.", "donkey"),
        ("ar", "نظرت الحمامة في المرآة.", "woman"),
    ],
)
def test_what_is_only_named_is_not_seen(language: str, text: str, absent: str) -> None:
    assert absent not in shown(text, language)


def test_of_two_moments_one_is_seen() -> None:
    text = "An old woman came up the street and waved to Priya. That night she slept."
    assert "night" not in shown(text)


def test_a_small_thing_that_nobody_handles_is_in_no_hand() -> None:
    assert "pencil" in shown("The girl took a pencil.")
    assert "pencil" not in shown("The girl thought that there was a pencil.")
