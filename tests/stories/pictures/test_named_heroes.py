"""Who is in a picture where a story names its animals, and what is no longer there."""

import pytest

from stories.providers.own.depiction.depiction import Depiction, depict


def seen(depiction: Depiction) -> set[str]:
    return {it.key for row in (depiction.people, depiction.things) for it in row}


def done(depiction: Depiction) -> set[str]:
    return {f"{act.who}:{act.deed}" for act in depiction.acts}


@pytest.mark.parametrize(
    ("language", "before", "text", "shown"),
    [
        ("en", "Juno was a baby owl who lived in a tree.", "She spread her wings.", {"owl"}),
        ("en", "Pip was a small brown fox.", "Pip sat in the corner and cried.", {"fox"}),
        ("en", "Once there was a fox called Pip.", "Then he slept. Pip was tired.", {"fox"}),
        ("en", "Juno the owl lived here.", "Juno flew away.", {"owl"}),
        ("en", "A man ran with his dog Biscuit.", "Biscuit sniffed and barked.", {"dog"}),
        ("en", "Robin was a young goat.", "Then Robin jumped.", {"goat"}),
        ("es", "Mila era una gata negra.", "Mila saltó. Luego durmió.", {"cat"}),
        ("es", "Luna era una gata negra.", "Luna subió a una roca.", {"cat", "rock"}),
        ("es", "Aquí vive la gata Estrella.", "Estrella duerme.", {"cat"}),
        ("es", "Había un zorro llamado Río.", "Río corrió mucho.", {"fox"}),
        ("es", "Vivía un zorro llamado Pipo.", "Pipo lloró.", {"fox"}),
        ("fr", "Étoile était une petite jument.", "Étoile galopait.", {"horse"}),
        ("fr", "Le renard Milo habite ici.", "Milo dort.", {"fox"}),
        ("ar", "كان هناك قنفذ اسمه نور.", "جلس نور وبكى.", {"hedgehog"}),
        ("ar", "كان شوك قنفذا صغيرا.", "ثم نام شوك.", {"hedgehog"}),
    ],
)
def test_a_named_animal_is_that_animal_wherever_the_name_or_its_pronoun_stands(
    language: str, before: str, text: str, shown: set[str]
) -> None:
    assert seen(depict(text, language, before)) == shown


def test_a_child_who_is_given_an_animal_stays_a_child() -> None:
    for before in ("Tom, a boy who had a fox, sang.", "She gave Tom the puppy.", "Tom saw a fox."):
        assert seen(depict("Then Tom ran.", "en", before)) == {"boy"}


def test_who_does_it_is_who_stands_beside_the_deed() -> None:
    before = "Moomba was a grey elephant. Mr Okoye loved her. He met Lena, a girl."
    text = "They found Moomba asleep outside the bakery with Lena reading a book to her."
    depiction = depict(text, "en", before)
    assert {"elephant", "girl"} <= seen(depiction)
    assert done(depiction) == {"elephant:sleep", "girl:read"}
    lamp = "Rosa, an old woman, came with the lantern in her arms. She met Tom, a boy."
    assert not done(depict(lamp, "en"))


def test_a_large_hero_comes_into_a_room_and_keeps_the_colour_said_once() -> None:
    before = "Moomba was a grey elephant. Lena, a girl, lived in the town."
    depiction = depict("In the kitchen Lena gave Moomba some bread.", "en", before)
    colours = {it.key: it.colour for it in depiction.things}
    assert colours == {"elephant": "grey", "bread": ""}
    pronoun = depict("Then she jumped over a rock.", "en", "Mia was a black cat. She slept.")
    assert [(it.key, it.colour) for it in pronoun.things if it.is_animal] == [("cat", "black")]


@pytest.mark.parametrize(
    ("language", "text", "gone"),
    [
        ("en", "In the kitchen the fire was out and a chair lay there.", "fire"),
        ("en", "The wind blew the lantern away into the dark.", "lamp"),
        ("en", "The boat was gone.", "boat"),
        ("es", "En la cocina la vela se apagó.", "candle"),
        ("fr", "Dans la cuisine la bougie s'éteignit.", "candle"),
        ("ar", "في المطبخ انطفأت الشمعة.", "candle"),
    ],
)
def test_what_went_out_or_was_carried_off_is_not_drawn(language: str, text: str, gone: str) -> None:
    assert gone not in seen(depict(text, language))


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "Pip was a fox.", "Pip's stable was empty."),
        ("es", "Luna era una gata.", "En la casa la habitación de Luna estaba vacía."),
        ("ar", "كان شوك قنفذا.", "لم يكن شوك في البيت."),
    ],
)
def test_whose_place_is_empty_is_not_in_it(language: str, before: str, text: str) -> None:
    assert not seen(depict(text, language, before))


def test_a_night_without_a_moon_has_none() -> None:
    assert not depict("At night there was no moon, only stars.", "en").has_moon
    assert depict("At night there was a moon.", "en").has_moon


def test_who_had_gone_out_is_not_there_and_nobody_else_has_left_the_room() -> None:
    before = "Pip was a fox. In the kitchen the fire was out. Pip met Grandma Rosa."
    depiction = depict("Pip cried. Grandma Rosa had gone out to look for him.", "en", before)
    assert (seen(depiction), depiction.place) == ({"fox"}, "")


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("es", "Por la mañana Luna saltó a una roca.", {"girl", "rock"}),
        ("es", "Cuando salió la luna, bailaron.", {"moon"}),
        ("en", "In the garden then Rose and Lily sang.", {"girl"}),
        ("fr", "Alors Rose dormit.", {"girl"}),
        ("ar", "سمعت نور صوتا. ضحكت نور.", {"girl"}),
    ],
)
def test_a_name_that_is_a_word_too_is_a_name(language: str, text: str, shown: set[str]) -> None:
    assert seen(depict(text, language)) == shown


@pytest.mark.parametrize(
    ("words", "weather"),
    [
        ("ليلة ماطرة", "rain"), ("ليلة ممطرة", "rain"), ("ليلة عاصفة", "storm"),
        ("ليلة ثلجية", "snow"), ("ليلة مطيرة", "rain"), ("ليلة رعدية", "storm"),
    ],
)  # fmt: skip
def test_adjectives_of_weather_are_weather_in_arabic(words: str, weather: str) -> None:
    assert depict(f"في {words} خرج الولد.", "ar").weather == weather


def test_weather_ends_where_a_sentence_begins_with_another_hour() -> None:
    before = "Tom was a boy. At noon thunder rolled. Tom hid."
    assert depict("Tom hid again.", "en", before).weather == "", "nothing of it is said any more"
    assert depict("In the evening Tom came out.", "en", before).weather == ""
    calm = "A storm broke the mast. The next morning was calm and Tom sang."
    assert depict(calm, "en").weather == ""
    assert depict("The next morning was calm and Tom sang.", "en", before).weather == ""
