"""Plain speakable text, whatever the model wrote."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.providers.generative.plain_text import is_marked_up, line, plain


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


@example("<_b_")
@example("*<*/)")
@given(st.text(st.sampled_from("ab <>/!&;lt\n\x00\u202e*_#[]()"), max_size=60))
def test_whatever_is_written_no_tag_and_no_hidden_character_is_left(written: str) -> None:
    shown = plain(written)
    assert not any(f"<{letter}" in shown for letter in "abt/!")
    assert not set(shown) & {"\x00", "\u202e", "\t", "\r"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("The fox <b>ran</b> home.", True),
        ("Run &lt;img src=x onerror=go()&gt; away.", True),
        ("Look at https://evil.example/a?b=c now.", True),
        ("See [the map](http://evil.example) first.", True),
        ("Write to fox@den.example now.", True),
        ("Two times three: 2*3*4 = 24, and 2 < 3 <4.", False),
        ("- Where is **she**?\n- Here!", False),
    ],
)
def test_tags_links_and_addresses_are_found(written: str, found: bool) -> None:
    assert is_marked_up(written) == found


def test_a_line_is_cut_after_a_word() -> None:
    cut = line("A fox\n\nby a river. " * 40, 240)
    assert len(cut) <= 240
    assert cut.startswith("A fox by a river. A fox")
    assert cut.endswith("…")
    assert line("short", 10) == "short"
