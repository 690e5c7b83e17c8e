"""The illustrators that need no model."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from stories.providers.illustrator import (
    NoPicture,
    Picture,
    PictureRequest,
)
from stories.providers.own.drawn import DrawnIllustrator
from stories.providers.own.page import PageIllustrator
from stories.providers.own.papercut.alt_text import described
from stories.providers.own.papercut.animals import IN_THE_AIR, IN_THE_WATER, ON_THE_GROUND
from stories.providers.own.papercut.keywords import calls
from stories.providers.own.papercut.scenery import SCENERY
from stories.providers.picture_format import PICTURE_BYTES, PICTURE_SIDE, framed
from tests import pdfs

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "how-rain-travels.pdf"


def draw(text: str, index: int = 0, title: str = "The Goat", **more: Any) -> Picture:
    return DrawnIllustrator().illustrate(PictureRequest(text, "", index, title, **more))


def described_with(friend: str, place: str) -> str:
    return described("under_water" if "coral" in place else "hills", friend, "en")


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.content)).convert("RGB")


@pytest.mark.parametrize("scenery", sorted(SCENERY))
def test_every_scenery_can_be_drawn_by_day_and_by_night(scenery: str) -> None:
    word = {"under_water": "dolphin", "night": "moon"}.get(scenery, scenery)
    for text in (f"{word} {word} {word}", f"{word} {word} {word} {word} night moon"):
        picture = draw(text)
        image = opened(picture)
        assert image.size == (picture.width, picture.height) == (PICTURE_SIDE, PICTURE_SIDE)
        assert len(picture.content) <= PICTURE_BYTES
        assert sum(ImageStat.Stat(image).stddev) > 40, "a picture is no flat sheet"


@pytest.mark.parametrize("friend", sorted({**ON_THE_GROUND, **IN_THE_AIR, **IN_THE_WATER}))
def test_every_friend_is_drawn_when_named(friend: str) -> None:
    place = "dolphin coral" if friend in IN_THE_WATER else "meadow"
    assert friend in calls(f"{place} {friend}").friends
    assert draw(f"{place} {friend}").alt == described_with(friend, place)


def test_the_same_request_gives_the_same_picture() -> None:
    assert draw("A fox in the forest", 3).content == draw("A fox in the forest", 3).content
    assert draw("A fox in the forest", 3).content != draw("A fox in the forest", 4).content
    assert draw("A fox in the forest", 3).content != draw("A fox in the forest", 3, seed=7).content


@pytest.mark.parametrize(
    ("language", "text", "alt"),
    [
        (
            "en",
            "The bears walked through the forest",
            "A paper-cut picture: a forest, with a bear.",
        ),
        ("es", "Los osos cruzan el bosque", "Un dibujo de papel recortado: un bosque, con un oso."),
        ("fr", "Un ours dans la forêt", "Une image en papier découpé : une forêt, avec un ours."),
        ("ar", "وكان الدب يمشي في الغابة", "صورة من قصاصات الورق: غابة، مع دب."),
    ],
)
def test_words_choose_the_place_and_the_friend_in_every_language(
    language: str, text: str, alt: str
) -> None:
    assert draw(text, language=language).alt == alt


def test_night_is_darker_than_day() -> None:
    day, night = draw("The town"), draw("The town at night under the moon")
    assert ImageStat.Stat(opened(night)).mean[0] < ImageStat.Stat(opened(day)).mean[0] - 40


def test_one_night_word_does_not_make_a_day_dark() -> None:
    assert not calls("The forest sang all day and all night in the forest").is_night
    assert calls("The moon shone").is_night


def test_a_scene_that_names_nothing_still_gets_a_place_and_they_change() -> None:
    alts = {draw("Hm.", index).alt.split(",")[0] for index in range(6)}
    assert len(alts) == 6


def test_rain_and_snow_fall_when_told() -> None:
    assert calls("It rained: rain, rain").weather == ("rain",)
    assert draw("meadow snow").content != draw("meadow rain").content


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
    corner = sheet.crop((0, 0, 80, 80))
    assert ImageChops.difference(corner, Image.new("RGB", (80, 80), (255, 255, 255))).getbbox()


def test_a_nearly_square_picture_fills_the_sheet() -> None:
    assert framed(Image.new("RGB", (600, 700), (9, 99, 9))).getpixel((2, 2)) == (9, 99, 9)
