"""Where figures are in drawn pictures: whole, and nothing before a face. Places are in percent."""

import io

import pytest
from PIL import Image, ImageStat

from stories.providers.illustrator import PictureRequest
from stories.providers.own.drawing import Drawing
from stories.providers.own.drawn import DrawnIllustrator, draw
from stories.providers.own.papercut.heroes import with_face
from stories.providers.own.papercut.people.build import Posture
from stories.providers.own.papercut.people.look import look
from stories.providers.own.papercut.people.person import person
from stories.providers.own.papercut.stage import Box, Figure
from stories.providers.picture_format import as_jpeg, cover

RIM = 0.6  # percent: a pixel or two past the edge is nothing cut
HIDDEN = 0.12  # of a face's area: less is a collar, a cheek that touches a cheek

SCENES = (
    "The girl and her grandmother sat at the table with soup, bread, a cake and a cup.",
    "The teacher, the boy and the girl held a flag, a ball and a book in the classroom.",
    "The people, the king, the queen and a child stood in the street with a dog.",
    "The mother carried a basket, the father carried an umbrella and the baby slept.",
    "The boy sat on a chair and read a book while the cat slept.",
    "The father climbed the ladder. The girl and the mother looked up.",
    "A boy climbed the tree, and his sister waved a flag.",
    "The king rode a camel, and the queen and the boy saw it in the desert.",
    "The grandfather hugged the girl and the boy under a tree, and a dove sat in the tree.",
    "The children ran to the lake with a kite, and a duck swam there.",
    "The man, the woman, the old man and the old woman stood under the palm with a flag and a broom.",
    "The girl jumped, the boy clapped, and a horse, a cow and a hen stood on the farm.",
    "The fisherman and the girl sailed in a boat on the sea under a rainbow.",
    "The doctor and the nurse looked after the boy. He lay in bed in the hospital.",
    "The farmer and his wife walked along the road with a donkey, a bucket and a broom.",
    "An elephant, a lion and a mouse met in the savanna.",
    "The family sat at the table in the kitchen and there was meat, rice and tea.",
    "A bird flew over the woman, the man and the girl in the market.",
)


def _share_hidden(face: Box, other: Box) -> float:
    across = min(face[2], other[2]) - max(face[0], other[0])
    down = min(face[3], other[3]) - max(face[1], other[1])
    return max(across, 0) * max(down, 0) / ((face[2] - face[0]) * (face[3] - face[1]))


def _hidden(figures: tuple[Figure, ...]) -> list[float]:
    """Return how much of each face is behind what was put into the picture after it."""
    return [
        _share_hidden(face, later.box)
        for at, figure in enumerate(figures)
        for face in figure.faces
        for later in figures[at + 1 :]
    ]


@pytest.mark.parametrize("text", SCENES)
def test_nobody_is_cut_by_the_edge_and_nothing_is_before_a_face(text: str) -> None:
    for index in range(3):
        figures = draw(PictureRequest(text, "", index, f"Frames {index}")).figures
        assert figures, "somebody is drawn"
        for figure in figures:
            left, top, right, low = figure.box
            assert left > -RIM, (index, figure)
            assert right < 100 + RIM, (index, figure)
            assert top > -RIM, (index, figure)
            assert low < 100 + RIM or figure.is_cut, (index, figure)
            for face in figure.faces:
                assert face[3] < 100, "also who is seen from near has the whole face in the picture"
        assert max(_hidden(figures), default=0.0) < HIDDEN, (index, text)


@pytest.mark.parametrize(
    "text",
    [
        "The girl was happy.",
        "The man was sad.",
        "The boy and his grandmother were sad.",
        "Anna laughed. Her brother, a boy, laughed.",
        "The girl and the cat were in the kitchen with a lamp and a nest.",
        *SCENES[1:9],  # at a table people are seen over it
    ],
)
def test_people_are_whole_with_ground_below_them_or_clear_half_portraits(text: str) -> None:
    """A screen shows four percent less of a picture's foot than there is."""
    for index in range(6):
        for figure in draw(PictureRequest(text, "", index, "Frames 1")).figures:
            _, top, _, low = figure.box
            if figure.is_cut:
                assert (97 - top) / (low - top) < 0.65, "to the waist, not to the knees"
            else:
                assert low <= 96, (index, figure)


def test_who_has_a_broom_or_an_umbrella_holds_it() -> None:
    """A broom stands beside its sweeper and an umbrella is above a head; nothing lies about by itself."""
    girl, broom = _figures("The girl swept the kitchen with a broom.")
    assert abs(broom.box[3] - girl.box[3]) < 2, "on the same floor"
    assert _across(girl.box, broom.box) > 0
    boy, umbrella = _figures("A boy stood in the rain under a big umbrella.")
    assert _across(boy.box, umbrella.box) > 0
    assert umbrella.box[1] < boy.box[1], "above the head"
    for text, thing in (
        ("The dog found a broom in the kitchen.", "broom"),
        ("The mother hugged the girl. There was bread in the room.", "bread"),
        ("The fox pulled on its boots.", "boots"),
    ):
        assert thing not in draw(PictureRequest(text, "", 0, "Frames 1")).shown


@pytest.mark.parametrize(
    "text",
    ["The children played on the playground.", "The boy and the girl were happy in the garden."],
)
def test_two_who_are_seen_to_the_waist_hide_no_face_of_each_other(text: str) -> None:
    for index in range(2, 18, 3):
        figures = draw(PictureRequest(text, "", index, f"out{index % 3}")).figures
        assert max(_hidden(figures), default=0.0) < HIDDEN, index


def test_what_is_held_is_in_a_hand_also_of_who_is_as_wide_as_there_is_room() -> None:
    for index in range(3):
        request = PictureRequest("The king held a lamp and a book.", "", index, "st0")
        king, *held = draw(request).figures
        assert len(held) == 2
        for it in held:
            assert _across(king.box, it.box) > 0, (index, it)
            assert it.box[3] > king.box[1] + 0.42 * (king.box[3] - king.box[1]), (index, it)


def test_a_fire_has_its_place_and_a_bed_is_in_a_room() -> None:
    boy, fire = _figures("The boy sat beside a campfire in the forest.")
    assert (fire.box[3] - fire.box[1]) < 0.75 * (boy.box[3] - boy.box[1])
    hearth, _ = _figures("The boy stood beside the fire in the kitchen.")
    assert hearth.box[3] < 90, "in the wall, behind whoever is there"
    for it in ("bed", "sofa"):
        text = f"It rained in the garden. The boy hid behind the {it}."
        depiction = draw(PictureRequest(text, "", 0, "Frames 1")).depiction
        assert it not in {thing.key for thing in depiction.things}, "no garden has one"


def test_children_of_one_story_have_faces_of_their_own_in_every_scene() -> None:
    cast = ("girl", "boy", "sister", "brother", "daughter", "son")
    looks = [look(role, "child", "f", "Frames 1") for role in cast]
    assert looks == [look(role, "child", "f", "Frames 1") for role in cast]
    assert len({it.features for it in looks}) >= 5
    assert look("girl", "child", "f", "Frames 1").features != looks[1].features


def test_figures_are_light_enough_to_be_seen_by_night_and_in_rain() -> None:
    day, night = (
        draw(PictureRequest(f"{it}The girl stood in the garden.", "", 0, "Frames 1"))
        for it in ("", "It was a dark and rainy night. ")
    )
    assert night.depiction.hour == "night"
    assert night.depiction.weather == "rain"
    assert _brightness(night) > 0.9 * _brightness(day)


def _brightness(drawing: Drawing) -> float:
    return ImageStat.Stat(drawing.image.convert("L"), drawing.front).mean[0]


def _figures(text: str) -> tuple[Figure, ...]:
    return draw(PictureRequest(text, "", 0, "Frames 1")).figures


def _across(one: Box, other: Box) -> float:
    return min(one[2], other[2]) - max(one[0], other[0])


def test_what_is_eaten_at_a_table_is_on_it_and_who_eats_is_behind_it() -> None:
    girl, table, *served = draw(
        PictureRequest("The girl sat at the table with soup and bread.", "", 0, "Frames 1")
    ).figures
    assert table.box[3] < 100, "the table is whole"
    assert len(served) == 2
    for it in served:
        assert girl.faces[0][3] < it.box[3] < girl.box[3], "below her chin, above her feet"
    assert abs(served[0].box[3] - served[1].box[3]) < 0.1, "on one table"


def test_a_baby_that_is_there_is_in_somebodys_arms() -> None:
    alone = draw(PictureRequest("The mother was at home.", "", 0, "Frames 1"))
    both = draw(PictureRequest("The mother and the baby were at home.", "", 0, "Frames 1"))
    assert both.shown == alone.shown | {"baby"}
    assert len(both.figures) == len(alone.figures) == 1


def test_who_walks_eats_or_has_a_chair_is_seen_to() -> None:
    looks = look("girl", "child", "f", "Frames 1")
    postures = (Posture(), Posture("walk"), Posture("chair"), Posture("sit"),
                Posture(arms=("bite", "down")))  # fmt: skip
    assert len({person(looks, it).image.tobytes() for it in postures}) == len(postures)
    (left, top, right, low) = person(looks, Posture(arms=("bite", "down"))).faces[0]
    x, y = person(looks, Posture(arms=("bite", "down"))).hands[0]
    assert left < x < right, "at the mouth"
    assert top < low < y, "and not before it"


def test_a_cover_has_whoever_is_in_the_picture_large_and_whole() -> None:
    """A picture that is white where the figure is and black elsewhere shows where it is on the cover."""
    picture = DrawnIllustrator().illustrate(
        PictureRequest("The girl was in the village.", "", 0, "Frames 1")
    )
    figure = Image.open(io.BytesIO(picture.front)).getchannel("A")
    content = as_jpeg(figure.convert("RGB"))
    boxes = []
    for front in (b"", picture.front):
        small = Image.open(io.BytesIO(cover(content, front, 384))).convert("L")
        assert small.size == (384, 384)
        boxes.append(small.point([255 * (it > 128) for it in range(256)]).getbbox())
    (_, above, _, below), (left, top, right, low) = (it or (0, 0, 0, 0) for it in boxes)
    assert low - top > 1.3 * (below - above), "large"
    assert 0 < left < right < 384, "whole"
    assert 0 < top < low < 384, "whole"


def test_what_flies_or_is_driven_is_far_from_people_and_never_on_a_head() -> None:
    for text in (
        "A helicopter flew over the soldiers.",
        "An airplane flew over the king, the queen and the boy.",
    ):
        *people, flying = _figures(text)
        heads = [face for it in people for face in it.faces]
        assert heads
        assert flying.box[3] < min(it[1] for it in heads), "above all heads"
    bus, girl = _figures("The girl saw the bus.")
    assert bus.box[2] - bus.box[0] > 2 * (girl.box[2] - girl.box[0])
    assert bus.box[3] < girl.box[3], "behind her"


def test_animals_wear_and_hold_what_they_have_and_sleep_in_their_beds() -> None:
    for text, thing in (
        ("The bear held a big umbrella in the rain.", "umbrella"),
        ("The fox wore a green scarf in the snow.", "scarf"),
        ("The rabbit had a balloon.", "balloon"),
    ):
        drawing = draw(PictureRequest(text, "", 0, "Frames 1"))
        assert thing in drawing.shown
        (animal,) = drawing.figures
        assert animal.faces, "one figure: nothing lies beside it"
    assert len(_figures("The cat slept in the bed.")) == 1
    assert len(_figures("The boy and the girl slept in their beds.")) == 2


def test_a_window_is_in_a_wall_and_has_no_face() -> None:
    named = "Luz was a window. Luz laughed."
    assert (
        "window"
        not in draw(PictureRequest("Luz saw the sea.", "", 0, "Frames 1", before=named)).shown
    )
    for key, has_face in (("bowl", False), ("window", False), ("star", True)):
        plain = Image.new("RGBA", (100, 100), (90, 120, 200, 255))
        assert (with_face(plain, key, smiles=True).tobytes() != plain.tobytes()) is has_face
