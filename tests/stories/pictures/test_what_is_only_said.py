"""Manners of speaking, toys, images, and what somebody who is not drawn does, are in no picture."""

import pytest

from stories.providers.own.depiction.depiction import Depiction, depict


def shown(it: Depiction) -> set[str]:
    keys = {role.key for role in it.people} | {thing.key for thing in it.things}
    return keys | {it.place, it.weather, it.season, it.hour} - {"", "day"}


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "The square was a sea of faces.", {"sea"}),
        ("en", "A lighthouse is a tall tower.", {"tower"}),
        ("en", "The boys laughed at it and called it the dandy horse.", {"horse"}),
        ("en", "My brother counts the sheep.", {"sheep"}),
        ("en", "Sailors need a lamp. A captain who counts the seconds knows where he is.", {"men"}),
        ("en", "Here Grandpa had taught her chess. The girl sat down.", {"oldman"}),
        ("en", "An old woman sat there. Agna took the key.", {"key"}),
        ("en", "They gave me a bear with a bandage. The bear came with the girl.", {"bear"}),
        ("en", "The shadow of a wolf fell on the wall.", {"wolf"}),
        ("en", "The mother ate. The brother talked about our dogs.", {"dog"}),
        ("en", "The girl sat in the car. The rain drew lines on the glass.", {"rain"}),
        ("en", "Owls do not sing. Some live in trees, others in barns.", {"farm", "tree"}),
        ("en", "The chicks are white. Their parents bring them mice.", {"parents"}),
        ("fr", "La fille lisait. Leur père était encore au travail.", {"father"}),
        ("ar", "رأت البنت ظل أرنب على الجدار.", {"rabbit"}),
        ("ar", "بقي التاجر وحده. ومن يومها يقول الناس كلاما.", {"people"}),
        ("ar", "أخذ الولد وعاء وبذرة.", {"maize"}),
    ],
)
def test_what_is_only_said_is_not_seen(language: str, text: str, absent: set[str]) -> None:
    assert shown(depict(text, language)).isdisjoint(absent)


def test_a_teller_is_no_boy_where_nothing_says_so() -> None:
    told = depict("My brother counts. I cannot sleep, and I look at my grandma.", "en")
    assert "child" not in shown(told)


def test_a_number_that_no_picture_can_show_is_left_out() -> None:
    told = depict("The woodcutter had seven sons. The woodcutter sat down.", "en")
    assert {role.key for role in told.people} == {"man"}


def test_a_title_tells_a_lady() -> None:
    before = "Madame Ferrand annonça la dictée au garçon. Il trembla. Il rit."
    told = depict("Madame Ferrand posa la main sur son épaule.", "fr", before)
    assert {role.key for role in told.people} <= {"woman", "teacher", "boy"}


def test_a_night_before_does_not_last_into_school() -> None:
    told = depict("In the classroom the girl drew.", "en", "It was night. The girl slept.")
    assert told.hour == "day"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The old dog closed his eyes for the last time. The friends had cake."),
        ("en", "The soldiers came to our village. Mother packed."),
        ("es", "Desde que Bruno no está, nadie se sienta en su silla."),
        ("fr", "Toute la famille était vêtue de noir."),
        ("ar", "فارق الجد الحياة، ولم يتكلم أحد."),
    ],
)
def test_what_is_sad_without_a_word_of_sadness_is_quiet(language: str, text: str) -> None:
    assert depict(text, language).mood == "quiet"
