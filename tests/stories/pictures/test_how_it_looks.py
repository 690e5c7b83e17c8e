"""What a drawn picture leads the eye to: its story's subject, sizes that are true, and the cover."""

from itertools import pairwise

import pytest
from PIL import ImageChops, ImageStat

from edusmart.accounts.models import User
from stories.models import Illustration, Story
from stories.providers.illustrator import PictureRequest
from stories.providers.own.drawing import Drawing
from stories.providers.own.drawn import DrawnIllustrator, draw
from stories.providers.own.papercut.figures import looks_of, person_figure
from stories.providers.own.papercut.people.build import Posture
from stories.providers.own.papercut.stage import Box
from stories.web.shelf import cards
from tests.stories.making import bare_story

VOLCANO = "The Volcano That Slept"


def drawn(text: str, index: int = 0, title: str = "A Story", before: str = "") -> Drawing:
    return draw(PictureRequest(text, "", index, title, before=before))


def box_of(drawing: Drawing, key: str) -> Box:
    return next(it.box for it in drawing.figures if key in it.who)


def high(box: Box) -> float:
    return box[3] - box[1]


def test_a_scene_of_which_nothing_is_sure_shows_what_its_story_is_about_and_does_not_say_it_is_there() -> (
    None
):
    scenes = [drawn("It went on and on.", index, VOLCANO) for index in range(4)]
    for drawing in scenes:
        assert drawing.subject is not None
        assert drawing.subject.key == "volcano"
        assert "volcano" not in drawing.shown
        assert high(box_of(drawing, "volcano")) > 40, "large"
    boxes = [box_of(drawing, "volcano") for drawing in scenes]
    assert all(one != other for one, other in pairwise(boxes)), "neighbours differ"
    picture = DrawnIllustrator().illustrate(PictureRequest("It went on.", "", 0, VOLCANO))
    assert picture.alt == "A paper-cut picture: a volcano."


@pytest.mark.parametrize(
    ("text", "title", "before", "key"),
    [
        (
            "It never stopped.",
            "On and On",
            "The kite was red. A kite is light. I saw a boat.",
            "kite",
        ),
        ("مضت السنون.", "شجرة الزيتون", "", "tree"),
        ("It was far away.", "A Star for Noor", "", "star"),
        ("They talked about it.", "Thoughts", "", None),
        ("It was over.", "Thoughts", "The dog barked. The dog died.", None),
    ],
)
def test_the_subject_is_what_the_title_names_else_what_the_story_names_most_and_no_animal(
    text: str, title: str, before: str, key: str | None
) -> None:
    language = "ar" if title.startswith("ش") else "en"
    drawing = draw(PictureRequest(text, "", 0, title, language=language, before=before))
    assert (drawing.subject.key if drawing.subject else None) == key
    assert bool(drawing.figures) == bool(key), "else the paper of a book's cover"


def test_a_kite_flies_where_the_text_says_so_and_else_is_held_or_lies() -> None:
    for text, is_up in (
        ("The girl flew her kite on the hill.", True),
        ("The girl carried her kite up the hill.", False),
        ("The kite did not fly. The girl held the kite.", False),
        ("The girl sat in the kitchen with her kite.", False),
    ):
        drawing = drawn(text)
        assert (box_of(drawing, "kite")[3] < box_of(drawing, "girl")[1] + 5) is is_up, text


@pytest.mark.parametrize("index", range(4))
def test_nobody_is_larger_than_a_ship_and_stands_before_a_lighthouse(index: int) -> None:
    ship = drawn("The girl stood by the sea and looked at a ship.", index)
    assert high(box_of(ship, "girl")) < high(box_of(ship, "ship"))
    tractor = drawn("The farmer and the boy stood beside the tractor in the field.", index)
    assert high(box_of(tractor, "farmer")) < high(box_of(tractor, "tractor"))
    light = drawn("The old man had a boat. He stood by the lighthouse at the sea.", index)
    tower, boat, man = (box_of(light, it) for it in ("lighthouse", "boat", "oldman"))
    assert min(tower[2], boat[2]) - max(tower[0], boat[0]) < 1, "no boat before it"
    middle = (man[0] + man[2]) / 2
    assert not tower[0] + 8 < middle < tower[2] - 8, "nor a person"


def test_people_are_seen_from_other_distances_in_neighbouring_scenes() -> None:
    text = "The girl and her mother were in the kitchen."
    sizes = [high(box_of(drawn(text, index), "mother")) for index in range(4)]
    assert all(abs(one - other) > 7 for one, other in pairwise(sizes)), sizes


def test_three_of_one_kind_differ_in_hair_skin_dress_and_height() -> None:
    drawing = drawn("Three scientists worked.", 0, VOLCANO)
    (role,) = drawing.depiction.people
    keys = [role.key, f"{role.key} 2", f"{role.key} 3"]
    roles = [type(role)(key, role.age, role.sex) for key in keys]
    looks = [looks_of(it, VOLCANO) for it in roles]
    for seen in (
        [it.style for it in looks],
        [it.skin for it in looks],
        [it.clothes for it in looks],
    ):
        assert len(set(seen)) == 3, seen
    assert len({person_figure(it, VOLCANO, Posture(), 80)[1] for it in roles}) == 3


def test_the_cover_is_the_picture_that_shows_what_the_title_names() -> None:
    ranks = [
        DrawnIllustrator().illustrate(PictureRequest(text, "", 0, VOLCANO)).cover_rank
        for text in (
            "The woman looked at the volcano.",
            "It is a volcano in the mountains.",
            "Nobody knew.",
            "The woman smiled.",
            "There was a cup.",
        )
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[2] > ranks[3] > ranks[4], "its subject alone, then somebody, and then a cup"


@pytest.mark.parametrize(
    ("language", "crossed", "seen"),
    [
        ("en", "The girl stood on the old bridge.", "The girl looked at the bridge."),
        ("en", "The girl crossed the bridge.", "The girl came to the bridge."),
        ("es", "La niña cruzó el puente.", "La niña miraba el puente."),
        ("fr", "La fille marchait sur le pont.", "La fille regardait le pont."),
        ("ar", "وقفت البنت على الجسر.", "نظرت البنت إلى الجسر."),
    ],
)
def test_who_is_on_a_bridge_stands_on_it(language: str, crossed: str, seen: str) -> None:
    for index in range(3):
        on_it = draw(PictureRequest(crossed, "", index, "A Story", language=language))
        bridge, girl = box_of(on_it, "bridge"), box_of(on_it, "girl")
        assert bridge[2] - bridge[0] > 90, "from side to side"
        assert bridge[1] < girl[3] < bridge[3] - 10, "on its way, above the water"
        assert "bridge" in on_it.shown
    beside = draw(PictureRequest(seen, "", 0, "A Story", language=language))
    if "bridge" in beside.shown:
        far = box_of(beside, "bridge")
        assert far[2] - far[0] < 70, "it is only seen"


def fire_in(drawing: Drawing) -> float:
    """Return how many in a thousand of a volcano's pixels glow."""
    side = drawing.image.width / 100
    left, top, right, low = box_of(drawing, "volcano")
    part = drawing.image.crop((left * side, top * side, right * side, low * side))
    pixels = part.convert("RGB").tobytes()
    glowing = [
        1
        for red, green, blue in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
        if red > 205 and green < 0.72 * red and blue < 0.45 * red
    ]
    return 1000 * len(glowing) / (part.width * part.height)


@pytest.mark.parametrize(
    ("language", "asleep", "awake"),
    [
        ("en", "It is a volcano in the mountains.", "The volcano erupted in the mountains."),
        ("en", "The volcano did not erupt.", "Lava ran down from the volcano."),
        ("es", "Hay un volcán en las montañas.", "El volcán entró en erupción."),
        ("fr", "Il y a un volcan.", "Le volcan crache des cendres."),
        ("ar", "هذا بركان في الجبال.", "ثار بركان في الجبال."),
    ],
)
def test_a_volcano_has_fire_only_where_the_text_says_that_it_erupts(
    language: str, asleep: str, awake: str
) -> None:
    quiet, fiery = (
        draw(PictureRequest(text, "", 0, "Stone", language=language)) for text in (asleep, awake)
    )
    assert fire_in(quiet) < 1
    assert fire_in(fiery) > 10


@pytest.mark.parametrize(
    "text", ["The girl sat on the sofa.", "El abuelo y la niña se sentaron en el sofá."]
)
def test_who_sits_on_a_sofa_has_it_behind(text: str) -> None:
    language = "en" if text.startswith("The") else "es"
    for index in range(3):
        drawing = draw(PictureRequest(text, "", index, "A Story", language=language))
        sofa, girl = box_of(drawing, "sofa"), box_of(drawing, "girl")
        assert "sofa" in drawing.shown
        assert sofa[0] < girl[0] < girl[2] < sofa[2], "not beside it"
        keys = [it.who for it in drawing.figures]
        assert keys.index(("sofa",)) < keys.index(("girl",)), "and not before the knees"


def test_who_is_nowhere_in_particular_stands_on_another_page_each_time_and_on_its_ground() -> None:
    pages = [drawn("The girl spoke.", index, "Ten Words") for index in range(6)]
    small = [it.image.resize((16, 16)) for it in pages]
    apart = [
        sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
        for one, other in pairwise(small)
    ]
    assert min(apart) > 10, apart
    for page in pages:
        figure = page.figures[0]
        if figure.is_cut:
            continue
        left, _, right, low = figure.box
        side = page.image.width / 100
        under = _brightness(
            page, ((left + right) / 2 - 2, low - 0.6, (left + right) / 2 + 2, low + 0.6), side
        )
        away = _brightness(
            page, ((left + 60) % 90, low - 0.6, (left + 60) % 90 + 4, low + 0.6), side
        )
        assert under < away - 12, "its shadow lies where it stands"


def _brightness(page: Drawing, box: Box, side: float) -> float:
    left, top, right, low = box
    part = page.image.crop((left * side, top * side, right * side, low * side))
    return ImageStat.Stat(part.convert("L")).mean[0]


@pytest.mark.django_db
def test_the_shelf_takes_the_picture_of_the_highest_rank(alice: User) -> None:
    story = bare_story(alice, scenes=3)
    Illustration.objects.filter(scene__story=story).update_unwatched(file="a.jpg")
    last = Illustration.objects.get(scene__story=story, scene__index=2)
    Illustration.objects.filter(pk=last.pk).update_unwatched(cover_rank=3)
    assert cards(alice, Story.objects.filter(pk=story.pk)).get().cover == last.filename
