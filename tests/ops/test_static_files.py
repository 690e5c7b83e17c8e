"""What is sent of our scripts and style sheets."""

from edusmart.staticfiles import without_comments
from edusmart.system import ROOT


def test_comments_on_lines_of_their_own_stay_behind_and_nothing_else() -> None:
    kept = b'const a = "https://x/"; // kept\nconst b = 1 / 2;\n'
    source = b"// Why.\n" + kept.replace(
        b"const b", b"  /** A note\n      in two lines. */\nconst b"
    )
    assert without_comments(source) == kept


def test_no_string_of_ours_has_a_line_that_looks_like_a_comment() -> None:
    for script in (ROOT / "static" / "js").glob("*.js"):
        assert script.read_text().count("`") % 2 == 0, script.name
        inside = script.read_text().split("`")[1::2]
        assert not any(
            line.lstrip().startswith("//") for it in inside for line in it.split("\n")
        ), script.name
