"""What a text names and a picture shows nevertheless not, how many there are, and in which colour."""

import pytest

from stories.providers.own.depiction.depiction import Depiction, depict


def seen(text: str, language: str, before: str = "") -> set[str]:
    read = depict(text, language, before)
    keys = {it.key for it in read.people} | {it.key for it in read.things}
    return keys | {read.place, read.weather, read.season} - {""}


def looks(depiction: Depiction) -> set[str]:
    counts = [(it.key, it.count) for it in depiction.things]
    counts += [(it.key, it.count) for it in depiction.people]
    colours = {f"{it.key} {it.colour}" for it in depiction.things if it.colour}
    return colours | {f"{key} {count}" for key, count in counts if count > 1}


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The girl saw a cloud as tall as twenty castles.", {"girl", "cloud"}),
        ("es", "La niña vio una nube más alta que un castillo.", {"girl", "cloud"}),
        ("fr", "La petite fille tourna comme un oiseau autour d'un arbre.", {"girl"}),
        ("ar", "رأت البنت غيمة كأنها سفينة.", {"girl", "cloud"}),
        ("en", "The girl looked at paintings of birds.", {"girl"}),
        ("fr", "La petite fille avait dessiné deux moutons.", {"girl"}),
        ("es", "La niña pensó en su perro.", {"girl"}),
        ("en", "The girl looked for her cat.", {"girl"}),
        ("es", "Papá dice que en verano iremos al pueblo.", {"father"}),
        ("fr", "La petite fille jouait loin de la ferme.", {"girl"}),
        ("en", "After school the girl sang.", {"girl"}),
        ("en", "The storm was over, and the girl sang.", {"girl"}),
        ("en", "The girl stood near the place where the fire began.", {"girl"}),
        ("en", "Hyena was a hardworking farmer.", {"hyena"}),
        ("fr", "La petite fille aime les couleurs roses.", {"girl"}),
        ("es", "La tía Rosa cantaba.", {"woman"}),
        ("en", "Mr Badger sat by the river.", {"badger", "river"}),
        ("en", "Mr. Pelican sat by the river.", {"river"}),
        ("en", "One evening Mrs Badger sat by the river.", {"badger", "river"}),
        ("en", "Soon Big Bear ran to the river.", {"bear", "river"}),
        ("en", "‘I saw a lion,’ said the girl.", {"girl"}),
        ("es", "—He visto un león —dijo la niña—. ¡Ven!", {"girl"}),
        ("fr", "« Je vois un ours, dit le loup. Viens ! »", {"wolf"}),
    ],
)
def test_only_what_is_there_is_seen(language: str, text: str, shown: set[str]) -> None:
    assert seen(text, language) == shown


@pytest.mark.parametrize(
    ("language", "text", "look"),
    [
        ("en", "Two very small mice ate.", {"mouse 2"}),
        ("en", "She wore a big, old, red hat.", {"hat red"}),
        ("en", "The kite was yellow.", {"kite yellow"}),
        ("es", "Tres niñas vieron un perro viejo y negro.", {"girl 3", "dog black"}),
        ("fr", "Elle vit une barque longue et bleue.", {"boat blue"}),
        ("ar", "رأت البنت عصفورين وقطة صغيرة بيضاء.", {"bird 2", "cat white"}),
    ],
)
def test_numbers_and_colours_are_read(language: str, text: str, look: set[str]) -> None:
    assert looks(depict(text, language)) == look


def test_they_are_as_many_as_the_story_has_said() -> None:
    (mice,) = depict("They ran and ran.", "en", "Five mice lived in a box.").things
    assert (mice.key, mice.count) == ("mouse", 5)


def test_who_has_died_is_not_seen_again_and_the_next_scene_is_quiet() -> None:
    before = "Grandma lived with us. In autumn Grandma died. I am Anna, and I am seven."
    assert "oldwoman" not in seen("I sat in the chair of Grandma.", "en", before)
    assert depict("I sat in the chair.", "en", before).mood == "quiet"


@pytest.mark.parametrize(
    ("language", "before", "text", "shown"),
    [
        ("es", "Un zorro llegó a la granja.", "La niña lo vio.", {"girl", "fox"}),
        ("fr", "Un renard arriva.", "La petite fille cria quand elle le vit.", {"girl", "fox"}),
        ("en", "Two goats stood there.", "The farmer fed them.", {"farmer", "goat"}),
    ],
)
def test_to_whom_something_is_done_is_seen(
    language: str, before: str, text: str, shown: set[str]
) -> None:
    assert shown <= seen(text, language, before)


def test_who_sits_by_the_fire_is_inside() -> None:
    assert depict("The wind howled. The girl sat in an armchair by the fire.", "en").is_indoors


@pytest.mark.parametrize(
    ("before", "text", "hour", "weather"),
    [
        (
            "One night Anna saw the rain.",
            "The tree was full of flowers. Anna sat there.",
            "day",
            "",
        ),
        ("At night Anna cried in the rain.", "On Friday Anna dug in the garden.", "day", ""),
        ("In winter Anna cried at night.", "In spring Anna planted seeds.", "day", ""),
        ("At night Anna lay in her bedroom.", "Grandmother comforted her.", "night", ""),
    ],
)
def test_an_hour_and_the_weather_last_as_long_as_the_text_lets_them(
    before: str, text: str, hour: str, weather: str
) -> None:
    read = depict(text, "en", before)
    assert (read.hour, read.weather) == (hour, weather)


@pytest.mark.parametrize(
    ("before", "text", "place"),
    [
        ("Mia lay in her bedroom.", "Grandmother sat with her on the bed.", "bedroom"),
        ("Mia waited in the hospital corridor.", "A nurse came. Mia sat on a sofa.", "hospital"),
        ("", "Mia ate by candlelight.", "room"),
    ],
)
def test_a_family_stays_in_the_room_that_the_text_has_named(
    before: str, text: str, place: str
) -> None:
    read = depict(text, "en", before)
    assert (read.place, read.is_indoors) == (place, True)


@pytest.mark.parametrize(
    ("language", "before", "text", "gone"),
    [
        (
            "en",
            "Mia loved Grandad. Grandad died.",
            "Mia went to her friends. They played.",
            "oldman",
        ),
        ("en", "Her canary was dead.", "Nora thinks that she can hear the canary sing.", "bird"),
        ("en", "Grandmother told stories.", "Her grave is there. Kofi told her so.", "oldwoman"),
        ("ar", "كان سامي ولدا صغيرا. رحلت القطة.", "جلس سامي. تذكر القطة. القطة جميلة.", "cat"),
    ],
)
def test_after_a_death_it_is_quiet_until_somebody_is_glad(
    language: str, before: str, text: str, gone: str
) -> None:
    read = depict(text, language, before)
    assert (read.mood, read.is_glad) == ("quiet", False)
    assert gone not in seen(text, language, before)


def test_who_laughs_again_is_bright_from_then_on() -> None:
    before = "Grandad died. Mia sat at the window. In spring Mia laughed."
    assert depict("Mia ate an apple.", "en", before).mood == "bright"


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The pigs stood in their pen.", {"pig"}),
        ("en", "The girl had butterflies in her stomach.", {"girl"}),
        ("en", "A blanket of snow lay on the village.", {"snow", "village"}),
        ("en", "The girl made paper flames.", {"girl"}),
        ("es", "El barco tenía una vela blanca.", {"ship", "sea"}),
        ("en", "The girl stood on the school roof.", {"girl"}),
        ("en", "Our school had a play. Ben, the dragon, lost his hat.", {"boy"}),
        ("en", "Juma the teacher sang.", {"manteacher"}),
        ("en", "The teacher sang. He sat by the river.", {"manteacher", "river"}),
        ("en", "The old clockmaker Idris ate.", {"oldman"}),
        ("en", "Tomas ate.", {"boy"}),
    ],
)
def test_a_word_means_who_and_what_the_words_around_it_say(
    language: str, text: str, shown: set[str]
) -> None:
    assert seen(text, language) == shown


@pytest.mark.parametrize(
    ("language", "before", "text", "shown"),
    [
        ("en", "Old clockmaker Idris lived here.", "Idris ate.", {"oldman"}),
        ("ar", "خرجت نحلة صغيرة اسمها لمى.", "قالت الأخت الكبرى: نعم. ضحكت لمى.", {"bee"}),
        ("en", "Tim slept in a tent.", "Tim lit a lamp. He lay on the floor.", {"boy", "lamp"}),
    ],
)
def test_who_somebody_is_and_where_stays_so(
    language: str, before: str, text: str, shown: set[str]
) -> None:
    assert seen(text, language, before) == shown


def test_the_only_cat_of_a_story_keeps_its_colour() -> None:
    assert looks(depict("The cat ate.", "en", "A black cat sat there.")) == {"cat black"}
    assert not looks(depict("The cat ate.", "en", "A black cat met two cats."))


def test_a_power_cut_makes_a_room_dark() -> None:
    read = depict("Mia and Tom played.", "en", "The lights went out. Mia lit a candle.")
    assert (read.place, read.hour) == ("", "evening")
    lit = depict("Mia lit a candle.", "en", "Mia sang. The lights went out.")
    assert (lit.place, lit.hour) == ("room", "evening")


def test_a_new_pet_is_seen_and_a_life_goes_on_after_a_death_of_long_ago() -> None:
    assert "hamster" in seen("The hamster ate.", "en", "My hamster died. I got a new hamster.")
    before = "Napoleon was born in 1769. His father died when he was young."
    assert depict("He read many books.", "en", before).mood == "bright"
