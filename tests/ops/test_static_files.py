"""What is sent of our scripts and style sheets."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from edusmart.machine.system import ROOT
from edusmart.staticfiles import without_comments


def test_comments_and_indentation_stay_behind_and_nothing_else() -> None:
    kept = b'const a = "https://x/";\nconst b = 1 / 2;\nconst c = "x; // no comment";\n'
    source = b"// Why.\n" + kept.replace(
        b"const b", b"  /** A note\n      in two lines. */\nconst b"
    ).replace(b"2;\n", b"2; // of a second\n")
    assert without_comments(source) == kept
    assert without_comments(b"p {\n  margin: 0; /* none */\n}\n") == b"p {\nmargin: 0;\n}\n"
    beside = b"/* a */ p { margin: 0 }\nq { margin: 1px } /* b */\n"
    assert without_comments(beside) == beside


def test_only_the_tokens_name_a_colour() -> None:
    colour = re.compile(r"(?<![\w&-])#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.I)
    sheets = [it for it in (ROOT / "static" / "css").glob("*.css") if it.name != "tokens.css"]
    assert len(sheets) > 3
    assert [it.name for it in sheets if colour.search(it.read_text())] == []


def test_the_dark_colours_are_the_same_by_the_system_and_by_the_admin_switch() -> None:
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    by_system, by_switch = re.findall(
        r'(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{(.*?)\}', source, re.S
    )
    assert "--paper" in by_system
    assert by_system.split() == by_switch.split()


def test_no_line_of_a_template_is_longer_than_120_characters() -> None:
    templates = list((ROOT / "templates").rglob("*.html"))
    assert templates
    long = [
        f"{it.relative_to(ROOT)}:{number}"
        for it in templates
        for number, line in enumerate(it.read_text().splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


def test_no_string_of_ours_has_a_line_that_looks_like_a_comment() -> None:
    for script in (ROOT / "static" / "js").rglob("*.js"):
        # Of several lines none, since their indentation would not be sent.
        assert all(line.count("`") % 2 == 0 for line in script.read_text().splitlines()), (
            script.name
        )
        inside = script.read_text().split("`")[1::2]
        assert not any(
            line.lstrip().startswith("//") for it in inside for line in it.split("\n")
        ), script.name


def test_every_file_under_its_changing_name_has_its_content(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "EDUSMART_VAR": str(tmp_path), "SECRET_KEY": "x"}
    command = [sys.executable, "manage.py", "collectstatic", "-v0", "--noinput"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    static = tmp_path / "static"
    names: dict[str, str] = json.loads((static / "staticfiles.json").read_text())["paths"]
    ours = [(static / plain, static / named) for plain, named in names.items()]
    assert [
        named.name for plain, named in ours if plain.stat().st_size and not named.stat().st_size
    ] == []
    assert (static / names["css/base.css"]).read_bytes() == (static / "css/base.css").read_bytes()
