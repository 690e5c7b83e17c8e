"""What a told scene may contain, whatever the model wrote."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusmart.work.errors import WorkError
from stories.storytellers.gemini.fitting import LONGEST_CAPTION, fit, line, plain
from tests.gemini_answers import streamed
from tests.gemini_stand_in import GeminiStandIn
from tests.stories.foxes import story_json, tell


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The fox <b>ran</b> home.", "The fox ran home."),
        ("Run<script>alert('now')</script> away.", "Run away."),
        ("Run <scr<b>ipt>far</scr</b>ipt> away.", "Run far away."),
        ("Run &lt;img src=x onerror=go()&gt; away.", "Run away."),
        ("Look at https://evil.example/a?b=c. Then run.", "Look at. Then run."),
        ("Look (www.evil.example) here.", "Look here."),
        ("Write to fox@den.example now.", "Write to now."),
        ("See [the map](http://evil.example) first.", "See the map first."),
        ("# The **big** _river_", "The big river"),
        (
            "Two times three: 2*3*4 = 24, and 2 < 3 <4.",
            "Two times three: 2*3*4 = 24, and 2 < 3 <4.",
        ),
        ("If a <b then run.", "If a < b then run."),
        ("One\u202e two\u200b three\x00 \x1b[31mfour\U000e0041.", "One two three [31mfour."),
        ("First  line\nsecond.\n\n\n Third.", "First line second.\n\nThird."),
        ("می\u200cرود به خانه 👩\u200d🏫", "می\u200cرود به خانه 👩\u200d🏫"),
        ("- Where is she?\n- Here!", "Where is she? Here!"),
    ],
)
def test_only_plain_speakable_text_is_left(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.text(st.sampled_from("ab <>/!&;lt\n\x00\u202e*_#[]()"), max_size=60))
def test_whatever_is_written_no_tag_and_no_hidden_character_is_left(written: str) -> None:
    shown = plain(written)
    assert not any(f"<{letter}" in shown for letter in "abt/!")
    assert not set(shown) & {"\x00", "\u202e", "\t", "\r"}


def scene(**fields: Any) -> Any:
    return fit({"narration": "The fox ran.", **fields}, 0, {1, 2, 3})


@pytest.mark.parametrize(
    ("raw", "known"),
    [([2, 1, 2], (1, 2)), ([9, -1, True, "1", 2.0, None], ()), ("1", ()), (None, ())],
)
def test_only_pages_of_the_document_are_its_sources(raw: Any, known: tuple[int, ...]) -> None:
    assert scene(source_pages=raw).source_pages == known


@pytest.mark.parametrize("caption", [None, "", "<b></b>", 7])
def test_a_scene_without_a_caption_is_described_by_its_text(caption: Any) -> None:
    assert scene(caption=caption).caption == "The fox ran."


def test_a_caption_is_one_line_cut_after_a_word() -> None:
    caption = scene(caption="A fox\n\nby a river. " * 40).caption
    assert len(caption) <= LONGEST_CAPTION
    assert caption.startswith("A fox by a river. A fox")
    assert caption.endswith("…")
    assert line("short", 10) == "short"


@pytest.mark.parametrize("text", ["", "Fin.", "... !", "<p>The</p>", "https://evil.example/x"])
def test_a_scene_with_less_than_two_words_is_none(text: str) -> None:
    assert scene(narration=text) is None


@pytest.mark.parametrize("raw", [None, [], "text", {}, {"narration": 7}])
def test_a_scene_of_another_shape_is_an_error(raw: Any) -> None:
    with pytest.raises(WorkError):
        fit(raw, 0, {1})


@pytest.mark.parametrize("text", ["word " * 301, "x" * 5000])
def test_a_scene_beyond_every_bound_is_an_error(text: str) -> None:
    with pytest.raises(WorkError):
        scene(narration=text)


def test_scenes_left_out_leave_no_gap_in_the_numbers(gemini: GeminiStandIn) -> None:
    texts = ["The fox ran.", "Fin.", "The <i>owl</i> slept."]
    gemini.will(streamed(story_json([(text, "", [1]) for text in texts])))
    assert [(s.index, s.text) for s in tell()] == [(0, "The fox ran."), (1, "The owl slept.")]
