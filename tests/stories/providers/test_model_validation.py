"""What is kept, mended and complained of in what the model told; and the one time it may try again."""

import json
from typing import Any

import pytest

from edusmart.work.errors import Refused
from stories.providers.choice import text_provider
from stories.providers.generative.language_check import is_in
from stories.providers.generative.validation import Expected, Unfit, cast_of, checked
from stories.providers.storyteller import CastMember, TellingBrief, ToldScene, WordToLearn
from tests.stories.foxes import ARABIC, CAST, FOX, STYLE, document, story_json, tell

EXPECTED = Expected({1, 2, 3}, cast=(CastMember("Fox", "red"), CastMember("Owl", "grey")))


def scene(**fields: Any) -> ToldScene | None:
    return checked({"narration": "The fox ran.", **fields}, 0, EXPECTED)


def told(**fields: Any) -> ToldScene:
    found = scene(**fields)
    assert found
    return found


@pytest.mark.parametrize(
    ("raw", "known"),
    [([2, 1, 2], (1, 2)), ([9, -1, True, "1", 2.0, None], ()), ("1", ()), (None, ())],
)
def test_only_pages_of_the_document_are_its_sources(raw: Any, known: tuple[int, ...]) -> None:
    assert told(source_pages=raw).source_pages == known


@pytest.mark.parametrize("caption", [None, "", "<b></b>", 7])
def test_a_scene_without_a_caption_is_described_by_its_text(caption: Any) -> None:
    assert told(caption=caption).caption == "The fox ran."


@pytest.mark.parametrize("text", ["", "Fin.", "... !"])
def test_a_scene_with_less_than_two_words_is_none(text: str) -> None:
    assert scene(narration=text) is None


def test_names_are_spelled_as_in_the_cast_and_named_once() -> None:
    assert told(cast=["fox", " OWL ", "Fox"]).cast == ("Fox", "Owl")


def test_only_words_of_the_text_that_have_a_meaning_are_to_be_learned() -> None:
    raw = [
        {"word": "heron", "meaning": "a bird"},
        {"word": "Ran", "meaning": "moved <b>fast</b>"},
        {"word": "fox", "meaning": ""},
        "fox",
    ]
    assert told(words=raw).words == (WordToLearn("Ran", "moved fast"),)


def test_a_cast_has_a_name_and_a_look_for_each_and_no_name_twice() -> None:
    raw = [*CAST, {"name": "fox", "look": "blue"}, {"name": "Nobody"}, 7]
    assert [member.name for member in cast_of(raw)] == ["Fox", "Owl"]
    assert len(cast_of([{"name": f"N{n}", "look": "big " * 200} for n in range(20)])) == 8
    assert cast_of("Fox") == ()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"narration": 7}, "another shape"),
        ({"narration": "word " * 301}, "too long"),
        ({"narration": "x" * 5000}, "too long"),
        ({"narration": "Look at https://evil.example/x now."}, "web address"),
        ({"narration": "Run <script>alert(1)</script> away."}, "markup"),
        ({"narration": "كان ثعلب صغير يعيش قرب النهر."}, "in English"),
        ({"narration": "Le renard était dans la forêt avec les autres et il dort."}, "in English"),
        ({"caption": "ثعلب صغير قرب النهر الكبير"}, "in English"),
        ({"cast": ["Badger"]}, "not in the cast"),
        ({"cast": ["Fox", 7]}, "not in the cast"),
        ({"question": {}}, "no text"),
        ({"question": {"text": "Who?", "answers": ["Fox"], "right": 0}}, "2 to 4"),
        (
            {"question": {"text": "Who?", "answers": ["a", "b", "c", "d", "e"], "right": 0}},
            "2 to 4",
        ),
        ({"question": {"text": "Who?", "answers": ["Fox", "fox"], "right": 0}}, "2 to 4"),
        ({"question": {"text": "Who?", "answers": ["Fox", "Owl"], "right": 2}}, "right one"),
        ({"question": {"text": "Who?", "answers": ["Fox", "Owl"], "right": True}}, "right one"),
    ],
)
def test_what_cannot_be_mended_is_complained_of(fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Unfit) as caught:
        scene(**fields)
    assert complaint in caught.value.complaint


@pytest.mark.parametrize("raw", [None, [], "text", {}])
def test_a_scene_of_another_shape_is_complained_of(raw: Any) -> None:
    with pytest.raises(Unfit):
        checked(raw, 0, EXPECTED)


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("¿Dónde está el zorro? Duerme en su casa con los otros.", "es", True),
        ("¿Dónde está el zorro? Duerme en su casa con los otros.", "fr", False),
        ("قال Tom كلمة عن النهر الكبير", "ar", True),
        ("Tom said a word on the great river نهر", "ar", False),
        ("Лиса жила у большой реки.", "en", False),
        ("Ok!", "ar", True),
        ("Photosynthesis feeds plants.", "fr", True),
    ],
)
def test_only_a_sure_wrong_language_counts(text: str, language: str, right: bool) -> None:
    assert is_in(text, language) == right


# The one repair


def test_what_was_wrong_is_asked_for_once_more_from_the_last_good_scene_on(
    model: Any,
) -> None:
    model.will(
        model.says.streamed(story_json(cast=["A stranger & <enemy>"])),
        model.says.streamed(story_json(FOX[1:])),
    )
    assert [(s.index, s.text) for s in tell()] == [(n, text) for n, (text, _, _) in enumerate(FOX)]
    first, second = model.asked
    assert "could not be used" not in first.instruction
    assert "named somebody who is not in the cast" in second.instruction
    assert "stranger" not in second.instruction
    assert FOX[0][0] in second.texts[-2]
    assert CAST[0]["look"] in second.texts[-3]
    assert STYLE in second.texts[-3]


def test_what_is_wrong_twice_is_a_clear_failure_and_no_third_call(model: Any) -> None:
    bad = model.says.streamed(story_json([("See www.evil.example now.", "A fox.", [1])]))
    model.will(bad, bad)
    with pytest.raises(Refused, match="not fit to be read aloud") as caught:
        tell()
    assert (caught.value.code, len(model.asked)) == ("unfit", 2)


def test_the_language_asked_for_is_the_language_checked(model: Any) -> None:
    model.will(
        model.says.streamed(story_json()), model.says.streamed(story_json(ARABIC, language="ar"))
    )
    scenes = tell(TellingBrief(language="ar"))
    assert [scene.text for scene in scenes] == [text for text, _, _ in ARABIC]
    assert "not written in Arabic" in model.asked[1].instruction


def test_scenes_left_out_leave_no_gap_in_the_numbers(model: Any) -> None:
    texts = ["The fox ran.", "Fin. ...", "The owl slept."]
    model.will(model.says.streamed(story_json([(text, "", [1]) for text in texts], words=[])))
    assert [(s.index, s.text) for s in tell()] == [(0, "The fox ran."), (1, "The owl slept.")]


def test_a_story_told_in_part_keeps_its_cast_and_style(model: Any) -> None:
    model.will(model.says.streamed(story_json(FOX[1:])))
    brief = TellingBrief(cast=(CastMember("Fox", "blue"),), style="Ink.")
    teller = text_provider().storyteller()
    start = teller.start(document(), brief, [FOX[0][0]])
    assert (start.cast, start.style) == (brief.cast, "Ink.")
    assert len(list(teller.tell(document(), brief, after=0))) == 2
    assert "blue" in "".join(model.asked[0].texts)


COMPANY = json.dumps({"cast": CAST, "style": STYLE})


def test_the_first_scene_told_again_is_told_with_the_cast_that_is_settled(
    model: Any,
) -> None:
    wrong = story_json([("See www.evil.example now.", "A fox.", [1])])
    model.will(model.says.streamed(wrong), model.says.streamed(story_json()))
    assert len(tell()) == len(FOX)
    assert model.asked[1].texts[-3:] == ["<told>", COMPANY, "</told>"]
    assert "cast and style are settled" in model.asked[1].instruction
    assert "Tell it in English (en)" in model.asked[1].instruction
    assert COMPANY not in model.asked[0].texts


def test_a_retry_before_any_scene_is_told_with_the_cast_that_is_settled(
    model: Any,
) -> None:
    """An attempt that was cut after the story's head left a cast, which its pictures are made with."""
    model.will(model.says.streamed(story_json()))
    tell(TellingBrief(cast=tuple(CastMember(**it) for it in CAST), style=STYLE))
    assert model.asked[0].texts[-3:] == ["<told>", COMPANY, "</told>"]
    assert "tell the story from its beginning" in model.asked[0].instruction
