"""The illustrators that need no model."""

import json
import random
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat

from stories.providers.illustrator import (
    NoPicture,
    Picture,
    PictureRequest,
)
from stories.providers.own.depiction.depiction import depict
from stories.providers.own.depiction.vocabulary import Thing, names, things
from stories.providers.own.drawing import Drawing
from stories.providers.own.drawn import DrawnIllustrator, draw
from stories.providers.own.page import PageIllustrator
from stories.providers.own.papercut.composing.frames import FRAMES, portrait
from stories.providers.own.papercut.composing.postures import feeling_of
from stories.providers.own.papercut.cutouts import cutout
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import story_palette
from stories.providers.own.papercut.paper import Paper
from stories.providers.own.papercut.people.build import Posture
from stories.providers.own.papercut.people.look import look
from stories.providers.own.papercut.people.person import person
from stories.providers.own.papercut.scenery.sceneries import SCENERY
from stories.providers.own.papercut.stage import Stage
from stories.providers.picture_format import PICTURE_BYTES, PICTURE_SIDE, framed
from tests import pdfs

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "how-rain-travels.pdf"


def drawn(text: str, index: int = 0, title: str = "The Goat", **more: Any) -> Drawing:
    return draw(PictureRequest(text, "", index, title, **more))


def pictured(text: str, index: int = 0, title: str = "The Goat", **more: Any) -> Picture:
    return DrawnIllustrator().illustrate(PictureRequest(text, "", index, title, **more))


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.content)).convert("RGB")


def brightness(text: str) -> float:
    return ImageStat.Stat(drawn(text).image.convert("L")).mean[0]


def colourfulness(text: str) -> float:
    return ImageStat.Stat(drawn(text).image.convert("HSV")).mean[1]


@pytest.mark.parametrize("place", sorted(key for key in SCENERY if key))
def test_every_place_is_drawn_when_a_scene_is_in_it(place: str) -> None:
    name = names("en")[place].removeprefix("a ")
    drawing = drawn(
        f"They were in {name}." if " the " in f" {name}" else f"They were in the {name}."
    )
    assert drawing.shown >= {place}
    assert drawing.image.size == (PICTURE_SIDE, PICTURE_SIDE)
    assert sum(ImageStat.Stat(drawing.image).stddev) > 25, "a picture is no flat sheet"


def test_every_thing_can_be_drawn() -> None:
    stage = Stage(Paper((0, 0, 0), (0, 0, 0), ""), story_palette("The Goat"), random.Random(1))
    for thing in things().values():
        if thing.drawing.startswith("own"):
            assert thing_figure(thing, stage, smiles=False).getbbox()
        elif thing.drawing not in ("scene", "none"):
            assert cutout(thing.drawing, 32).getbbox()


def test_the_same_request_gives_the_same_picture() -> None:
    first = pictured("A fox in the forest", 3).content
    assert first == pictured("A fox in the forest", 3).content
    assert first != pictured("A fox in the forest", 4).content
    assert first != pictured("A fox in the forest", 3, seed=7).content
    assert len(first) <= PICTURE_BYTES


@pytest.mark.parametrize(
    ("language", "text", "alt"),
    [
        (
            "en",
            "The bears walked through the forest",
            "A paper-cut picture: several bears, a forest.",
        ),
        (
            "es",
            "Los osos cruzan el bosque",
            "Un dibujo de papel recortado: varios osos, un bosque.",
        ),
        ("fr", "Un ours dans la forêt", "Une image en papier découpé : un ours, une forêt."),
        ("ar", "وكان الدب يمشي في الغابة", "صورة من قصاصات الورق: دب، غابة."),
    ],
)
def test_the_alternative_text_says_what_is_in_the_picture(
    language: str, text: str, alt: str
) -> None:
    assert pictured(text, language=language).alt == alt


def test_the_sheet_of_figures_says_who_is_where_as_the_text_calls_them() -> None:
    text = "The children sang. A fox & a rabbit sat beside them."
    with Image.open(BytesIO(pictured(text, 1).front)) as sheet:
        said = ElementTree.fromstring(sheet.info["xmp"]).find(".//{*}Description")  # noqa: S314  our own
    assert said is not None
    figures = dict(json.loads(said.attrib["{urn:edusmart:figures}figures"]))
    assert figures.keys() == {"children", "a fox", "a rabbit"}
    assert all(0 <= left < right <= 100 for left, _, right, _ in figures.values())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody came, and there was no horse, and he was brave like a lion."),
        ("en", 'She asked, "Do you have a dog?"'),
        ("en", "If he had a boat! He remembered the old house."),
        ("es", "No había ningún caballo. Era fuerte como un león."),
        ("fr", "Il n'y avait pas de cheval. Il était fort comme un lion."),
        ("ar", "لم يكن هناك حصان. كان قويا مثل الأسد."),
    ],
)
def test_what_is_denied_likened_asked_or_remembered_is_not_drawn(language: str, text: str) -> None:
    assert drawn(text, language=language).shown == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "She could not bear it and began to fly.",
        "They took turns to bat and to train.",
        "The train of lace swirled, and day and night she sang.",
        "Her black button eyes shone; she was the apple of her eye.",
    ],
)
def test_a_word_in_another_sense_draws_nothing(text: str) -> None:
    assert not drawn(text).depiction.things


def test_no_animal_is_drawn_that_the_text_does_not_name() -> None:
    for index in range(6):
        assert not drawn("The sums were tricky.", index).depiction.things


def test_a_sad_scene_is_quiet_and_a_happy_one_is_bright() -> None:
    sad, glad = "She was sad and cried in the village.", "She was happy and laughed in the village."
    assert drawn(sad).depiction.mood == "quiet"
    assert drawn(glad).depiction.mood == "bright"
    assert colourfulness(sad) < colourfulness(glad)


def test_nobody_is_drawn_where_people_come_to_harm() -> None:
    drawing = drawn("The boat sank and the king and the princess drowned in the river.")
    assert drawing.shown & {"king", "princess"} == set()
    assert drawing.shown >= {"river", "boat"}


def test_a_thing_is_drawn_in_its_colour() -> None:
    tints = [
        ImageStat.Stat(drawn(f"There was a {name} car.").image).mean for name in ("red", "blue")
    ]
    assert tints[0][0] > tints[1][0]
    assert tints[0][2] < tints[1][2]


@pytest.mark.parametrize(("index", "share"), [(0, 6), (1, 6), (2, 4)])
def test_a_shoe_is_small_beside_a_girl(index: int, share: int) -> None:
    # Something else in the same hand, so that nothing but the shoe differs.
    without, beside = (drawn(f"The girl had {it}.", index).image for it in ("an egg", "a shoe"))
    box = ImageChops.difference(without, beside).getbbox()
    assert box
    assert box[3] - box[1] < PICTURE_SIDE / share


def test_nothing_small_of_people_lies_beside_an_animal_that_stands_alone() -> None:
    assert drawn("A horse and a pencil.").shown == {"horse"}
    assert drawn("A horse and some grapes.").shown == {"horse", "grapes"}
    assert drawn("The girl, a horse and a pencil.").shown == {"girl", "horse"}
    assert drawn("The girl bought a pencil beside a horse.").shown == {"girl", "horse", "pencil"}
    assert drawn("A pencil.").shown == {"pencil"}


def test_a_boat_floats_down_to_its_waterline() -> None:
    """Where the boat meets the water there are the sea's colours, as beside it."""
    with_boat = drawn("A boat on the sea.").image
    without = drawn("A sail on the sea.").image
    box = ImageChops.difference(with_boat, without).convert("L").point(_seen).getbbox()
    assert box
    assert box[3] < PICTURE_SIDE * 0.8, "the hull does not lie on the beach"
    below = with_boat.getpixel(((box[0] + box[2]) // 2, box[3] - 6))
    assert isinstance(below, tuple)
    assert below[2] > below[0], "water, not wood"


def _seen(value: int) -> int:
    return 255 if value > 24 else 0


def test_faces_are_glad_calm_or_sad_as_the_scene_is() -> None:
    glad, calm, sad = (
        feeling_of(depict(text, "en"))
        for text in ("She laughed.", "The girl walked.", "The girl cried.")
    )
    assert (glad, calm, sad) == ("glad", "calm", "sad")
    looks = look("girl", "child", "f", "The Goat")
    faces = {person(looks, Posture(feeling=it)).image.tobytes() for it in (glad, calm, sad)}
    assert len(faces) == 3


def test_one_or_two_people_alone_are_seen_from_near_every_third_time() -> None:
    near = drawn("The girl was happy.", 2).depiction
    assert portrait(near, _groups()).foot > 100
    with_horse = {**_groups(), "ground": [things()["horse"]]}
    assert portrait(near, with_horse) == FRAMES["detail"]


def _groups() -> dict[str, list[Thing]]:
    return {stand: [] for stand in ("sky", "far", "ground", "water", "air", "held")}


def test_of_each_who_is_there_one_is_seen_and_nobody_else_is_said_to_be() -> None:
    crowd = drawn("The people, the king and a child stood in the street.")
    assert crowd.shown >= {"people", "king", "child"}
    full = drawn("The people, the king and the children saw a lion, a cow, a car and a bus.")
    assert full.shown & {"lion", "cow"} == {"lion"}, "four people leave room for one"
    assert "girl" not in drawn("At the bottom of the sea a girl saw a fish.").shown


def test_what_is_thrown_hides_no_face() -> None:
    """Two children seen from near: the one whose hand is held out has the ball, and not the other."""
    glad = "Amina and her brother laughed and played with {}."
    ball, apple = (drawn(glad.format(thing), index=2) for thing in ("a ball", "an apple"))
    assert ball.view == "detail"
    changed = ImageChops.difference(ball.image, apple.image).convert("L")
    held = changed.point(lambda it: 255 * (it > 40)).getbbox()
    assert held
    lowest = max(face[3] for figure in ball.figures for face in figure.faces)
    assert held[1] > PICTURE_SIDE * lowest / 100, "below the faces"


def test_a_bird_flies_before_no_face_also_where_a_tree_is_behind_people() -> None:
    """Four people seen from near, whose heads begin in the upper third of the picture."""
    family = "The man, the woman, the old man and the old woman stood under the tree."
    alone, with_dove = drawn(family, index=1), drawn(f"{family} A dove sat on the tree.", index=1)
    assert with_dove.shown >= {"dove", "tree"}
    changed = ImageChops.difference(alone.image, with_dove.image).convert("L")
    dove = changed.point(lambda it: 255 * (it > 60)).getbbox()
    assert dove
    assert dove[3] < PICTURE_SIDE * 0.36, "above the heads"


def test_a_stormy_night_has_neither_moon_nor_stars_unless_they_are_said() -> None:
    storm = "At night a storm came over the sea."
    assert "star" not in drawn(storm).shown
    assert "star" in drawn(f"{storm} Then the stars came out.").shown


@pytest.mark.parametrize(
    ("language", "text", "is_aboard"),
    [
        ("en", "The owl and the cat went to sea in a green boat.", True),
        ("en", "The girl saw a boat on the sea.", False),
        ("es", "El pescador remaba en su barca por el lago.", True),
        ("fr", "Le roi partit en mer dans son navire.", True),
        ("ar", "ركب الولد القارب في البحر.", True),
        ("en", "In the forest the boy hid in a boat.", False),
    ],
)
def test_who_is_in_a_boat_is_seen_in_it(language: str, text: str, is_aboard: bool) -> None:
    assert depict(text, language).is_aboard == is_aboard
    told = depict(text, language)
    there = {it.key for it in told.people} | {it.key for it in told.things}
    assert drawn(text, language=language).shown >= there


def test_a_bird_sits_on_the_tree_that_it_is_beside() -> None:
    tree = drawn("There was a tree.", title="Birds")
    bird = drawn("A crow sat in a tree.", title="Birds")
    assert bird.shown >= {"crow", "tree"}
    box = (
        ImageChops.difference(tree.image, bird.image).convert("L").point(lambda it: 255 * (it > 60))
    )
    found = box.getbbox()
    assert found
    assert found[1] < PICTURE_SIDE * 0.25, "it sits high up"


def test_a_scene_without_a_place_has_ground_and_winter_bare_trees() -> None:
    plain, winter = drawn("Hm.").image, drawn("It was winter.").image
    assert ImageChops.difference(plain, winter).getbbox()
    assert "winter" in drawn("It was winter.").shown


def test_people_at_a_table_are_in_a_room() -> None:
    assert drawn("The girl sat at the table.").depiction.is_indoors
    assert not drawn("The table stood under a tree with a horse.").depiction.is_indoors


def test_night_is_darker_than_day() -> None:
    assert brightness("The town at night under the moon") < brightness("The town") - 40


def test_neighbouring_scenes_are_seen_from_another_distance() -> None:
    views = [drawn("The girl was in the village.", index).view for index in range(4)]
    assert all(one != other for one, other in pairwise(views))


def test_the_same_person_looks_the_same_in_every_scene_and_another_story_has_its_own() -> None:
    first, later = (look("girl", "child", "f", "The Goat") for _ in range(2))
    mother = look("mother", "adult", "f", "The Goat")
    assert first == later
    assert (first.skin, first.hair) == (mother.skin, mother.hair)
    looks = {look("girl", "child", "f", f"Story {number}").skin for number in range(20)}
    assert len(looks) > 3


def test_a_room_has_no_tree_and_a_whale_needs_water() -> None:
    assert "tree" not in drawn("In the kitchen she saw a tree and a cow.").shown
    assert "whale" not in drawn("In the town they spoke of a whale.").shown
    assert "whale" in drawn("A whale swam in the sea.").shown


@pytest.mark.parametrize(("role", "worn"), [("king", "crown"), ("queen", "crown")])
def test_what_a_person_wears_is_not_drawn_a_second_time(role: str, worn: str) -> None:
    with_crown = drawn(f"The {role} wore a {worn}.")
    assert with_crown.shown == {role, worn}
    assert with_crown.image.tobytes() == drawn(f"The {role} wore a look.").image.tobytes()


def test_scenes_that_name_no_place_do_not_look_alike() -> None:
    assert len({drawn("Hm.", index).image.tobytes() for index in range(6)}) == 6


def test_what_a_teacher_wishes_is_drawn_in_the_language_it_is_wished_in() -> None:
    drawing = drawn("El niño está en la escuela.", language="es", wish="A horse in the desert")
    assert drawing.shown >= {"horse", "desert", "boy"}
    assert "classroom" not in drawing.shown


def test_the_figures_of_a_picture_are_its_front_and_a_scene_without_any_has_none() -> None:
    picture = pictured("The girl stood in the village while it snowed.")
    front = Image.open(BytesIO(picture.front))
    assert front.size == (PICTURE_SIDE, PICTURE_SIDE)
    alpha = front.getchannel("A")
    assert 0.01 < ImageStat.Stat(alpha).mean[0] / 255 < 0.3, "a girl, and nothing of the village"
    difference = ImageChops.difference(front.convert("RGB"), opened(picture))
    assert max(ImageStat.Stat(difference, alpha.point(_whole)).mean) < 12, "cut from the picture"
    assert len(picture.front) < PICTURE_BYTES / 2
    assert picture.falls == "snow"
    assert pictured("Hm.", title="So").front == b"", "no thing is named anywhere"


def _whole(value: int) -> int:
    return 255 if value > 250 else 0


def test_a_page_with_a_picture_shows_it() -> None:
    request = PictureRequest("", "", 0, "", document=SAMPLE, source_pages=(3, 2))
    picture = PageIllustrator().illustrate(request)
    assert opened(picture).size == (PICTURE_SIDE, PICTURE_SIDE)
    assert len(picture.content) <= PICTURE_BYTES
    assert picture.alt == "A picture from the document."


def test_pages_without_a_picture_leave_it_to_another(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(pdfs.text_pdf([["Words only."]]))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(pdfs.corrupt())
    for document in (path, broken, tmp_path / "gone.pdf", None):
        request = PictureRequest("", "", 0, "", document=document, source_pages=(1,))
        with pytest.raises(NoPicture):
            PageIllustrator().illustrate(request)


def test_a_wide_picture_is_shown_whole_on_its_own_colours() -> None:
    wide = Image.new("RGB", (900, 300), (200, 40, 40))
    wide.paste((40, 40, 200), (450, 0, 900, 300))
    sheet = framed(wide)
    assert sheet.size == (PICTURE_SIDE, PICTURE_SIDE)
    assert sheet.getpixel((60, 384)) == (200, 40, 40)
    assert sheet.getpixel((PICTURE_SIDE - 60, 384)) == (40, 40, 200)
    # Plain above and below: what is out of focus there is mud before a class.
    assert sheet.getpixel((5, 5)) == sheet.getpixel((PICTURE_SIDE - 6, PICTURE_SIDE - 6))
    corner = sheet.crop((0, 0, 80, 80))
    assert ImageChops.difference(corner, Image.new("RGB", (80, 80), (255, 255, 255))).getbbox()


def test_a_nearly_square_picture_fills_the_sheet() -> None:
    assert framed(Image.new("RGB", (600, 700), (9, 99, 9))).getpixel((2, 2)) == (9, 99, 9)


def difference(one: Drawing, other: Drawing) -> float:
    changed = ImageChops.difference(one.image.convert("L"), other.image.convert("L"))
    return ImageStat.Stat(changed).mean[0]


def test_a_scene_that_says_nothing_of_its_place_is_on_paper_every_second_time() -> None:
    # The same view and title, so that little but the ground can differ.
    meadow, stage = (drawn("Tom read it twice.", index) for index in (6, 9))
    outdoors = drawn("Tom read it twice in the rain.", 9)
    assert difference(meadow, stage) > 12
    assert difference(outdoors, stage) > 12
    assert stage.shown == meadow.shown


def test_a_hero_that_is_a_thing_is_in_every_picture_and_no_two_are_alike() -> None:
    before = "Pip was a drop of water, and Pip lived in the sea."
    scenes = [drawn("Then Pip went on.", index, before=before) for index in range(12)]
    assert all("drop" in it.shown for it in scenes)
    small = [it.image.resize((24, 24)) for it in scenes]
    apart = [
        sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
        for number, one in enumerate(small)
        for other in small[:number]
    ]
    assert min(apart) > 7


def test_what_a_teacher_asks_for_decides_place_time_and_things() -> None:
    told = drawn("Nora sat in the kitchen.", wish="a red torch, under an apple tree at night")
    assert told.shown == {"torch", "tree", "night"} | ({"girl"} & told.shown)
    (torch,) = (it for it in told.depiction.things if it.key == "torch")
    assert torch.colour == "red"


def test_a_plant_is_in_nobodys_hand_unless_it_is_picked() -> None:
    grows, picked = (
        depict(text, "en").things[0].is_held
        for text in ("The girl saw a flower.", "The girl picked a flower.")
    )
    assert (grows, picked) == (False, True)


@pytest.mark.parametrize(
    ("does", "idles"),
    [
        ("The girl sat in the garden.", "The girl was in the garden."),
        ("The boy slept in his bed.", "The boy was in his bed."),
        ("The mother hugged the boy.", "The mother saw the boy."),
        ("The king rode a camel in the desert.", "The king saw a camel in the desert."),
        ("The girl read a book.", "The girl had a book."),
        ("A cat slept in the village.", "A cat was in the village."),
        ("A crow flew over the field.", "A crow was over the field."),
    ],
)
def test_what_somebody_does_is_seen(does: str, idles: str) -> None:
    acting, idle = drawn(does), drawn(idles)
    assert acting.shown == idle.shown, "nobody more and nobody less"
    assert acting.acts
    assert not idle.acts
    assert difference(acting, idle) > 1


def test_who_runs_is_seen_from_head_to_foot_where_others_are_seen_from_near() -> None:
    stands, runs = (
        depict(text, "en") for text in ("The girl was happy.", "The girl ran and was happy.")
    )
    assert portrait(stands, _groups()).foot > 100
    assert portrait(runs, _groups()).foot < 100


def test_those_who_hug_a_pet_or_a_baby_have_it_in_their_arms() -> None:
    for pet in ("dog", "baby"):
        holds = drawn(f"The mother hugged the {pet}.")
        assert holds.shown >= {"mother", pet}
        assert holds.front
        left, _, right, _ = holds.front.getbbox() or (0, 0, 0, 0)
        assert right - left < PICTURE_SIDE * 0.3, "one figure, and nobody beside it"
