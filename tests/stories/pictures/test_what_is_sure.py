"""A picture counts only on what a text surely says of now: not on side remarks, old places or vague verbs."""

import pytest

from stories.providers.own.depiction.depiction import Depiction, depict


def shown(it: Depiction) -> set[str]:
    keys = {role.key for role in it.people} | {thing.key for thing in it.things}
    return keys | {it.place, it.weather, it.season, it.hour} - {"", "day"}


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("es", "La niña pregunta por su hermano, que está en el hospital.", {"boy", "hospital"}),
        ("en", "The girl bought bread for her grandmother.", {"oldwoman"}),
        ("en", "The boy read from the newspaper, even the football results.", {"ball"}),
        ("en", "From the kitchen the girl saw the bird table.", {"bird"}),
        (
            "en",
            "The girl shows the way to sailors, doctors, cats and kings.",
            {"doctor", "cat", "king"},
        ),
        ("en", "The boy held a cross of wood.", {"forest"}),
        ("en", "Outside, a robin landed. The boy put down his cup.", {"bird"}),
        ("en", "They built a man of snow and crowned him king.", {"king"}),
        ("en", "The cat slept in a basket.", {"basket"}),
        ("en", "The girl took the bus with her father.", {"bus"}),
        ("es", "La abuela metió tres semillas de tomate en la tierra.", {"tomato"}),
        ("ar", "قالت الأم: لا تخف، لقد ذهب الأسد.", {"lion"}),
        ("en", "The girl laughed. Her father was gone.", {"father"}),
        ("fr", "Son père est marin, et il est parti depuis trois mois.", {"father", "fisherman"}),
        ("en", "Bees live in a hive. The queen is the mother of them all.", {"queen", "mother"}),
    ],
)
def test_what_is_told_aside_or_would_lie_elsewhere_is_not_seen(
    language: str, text: str, absent: set[str]
) -> None:
    assert shown(depict(text, language)).isdisjoint(absent)


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [
        ("en", "The boy ran his hand along the wall.", set()),
        ("en", "The boy climbed into the chair.", set()),
        ("en", "The boy climbed the ladder.", {("boy", "climb")}),
        ("en", "When the girl worked he slept.", set()),
        ("ar", "نادت المرأة ابنها، فتسلق الشجرة.", set()),
    ],
)
def test_a_deed_is_what_its_verb_plainly_says(
    language: str, text: str, done: set[tuple[str, str]]
) -> None:
    assert {(it.who, it.deed) for it in depict(text, language).acts} == done


def test_rain_and_open_air_are_left_with_their_scene() -> None:
    before = "The girl walked in the forest. It rained. She sang. She ate. She laughed."
    it = depict("The girl took a pencil.", "en", before)
    assert (it.place, it.weather) == ("", "")


def test_a_short_word_means_the_longer_one_of_the_story() -> None:
    it = depict("ارتفعت الطائرة عاليا.", "ar", "صنع سامر طائرة ورقية.")
    assert [thing.key for thing in it.things] == ["kite"]


def test_sex_is_by_the_pronoun() -> None:
    assert [it.key for it in depict("The captain laughed. She sang.", "en").people] == ["woman"]
    juno = "Juno lived with her uncle. She had a kite."
    assert "girl" in shown(depict("Juno stood there.", "en", juno))


@pytest.mark.parametrize(
    ("language", "death"),
    [
        ("en", "One morning Nan did not wake up."),
        ("en", "Peanut was cold, and his heart had stopped."),
        ("es", "El corazón del abuelo dejó de latir."),
        ("fr", "Un matin, Filou ne s'est pas réveillé."),
        ("ar", "مرض الجد ثم فارق الحياة."),
    ],
)
def test_a_death_in_plain_words_makes_the_next_scene_quiet(language: str, death: str) -> None:
    after = {
        "en": "The boy sat there.",
        "es": "El niño jugó.",
        "fr": "Le garçon jouait.",
        "ar": "لعب الولد.",
    }
    it = depict(after[language], language, death)
    assert (it.mood, it.is_glad) == ("quiet", False)
