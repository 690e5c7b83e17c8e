"""Words said as the operator wants them, and pointed at where they stood."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tts_service.sound import timed
from tts.service.settings import BadSetting
from tts.service.text.chunks import chunks
from tts.service.text.lexicon import Lexicon, apply_lexicon, read_lexicons
from tts.service.text.normalization import NormalizedText, normalize
from tts.service.text.spans import Span
from tts.service.text.words import words


def lexicon(folder: Path, **files: str) -> Lexicon:
    for language, lines in files.items():
        (folder / f"{language}.tsv").write_text(lines, encoding="utf-8")
    return read_lexicons(str(folder))


def said(text: str, forms: Lexicon, language: str = "en-us") -> str:
    return apply_lexicon(normalize(text), forms, language).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The caf of NASA", "The kaff of nassa"),
        ("Caf, CAF and caf.", "kaff, kaff and kaff."),
        ("nasa is not Nasa nor NASAL", "nasa is not Nasa nor NASAL"),
        ("caffeine decaf caf-like", "caffeine decaf caf-like"),
        ("C++ is fun", "see plus plus is fun"),
        ("(NASA)", "(nassa)"),
    ],
)
def test_whole_words_are_replaced_and_a_capital_in_the_lexicon_means_it(
    tmp_path: Path, text: str, expected: str
) -> None:
    forms = lexicon(tmp_path, en="# English\n\ncaf\tkaff\nNASA\tnassa\nC++\tsee plus plus\n")
    assert said(text, forms) == expected


def test_arabic_vowel_marks_count_neither_in_the_lexicon_nor_in_the_text(tmp_path: Path) -> None:
    forms = lexicon(tmp_path, ar="مُحَمَّد\tموحممد\n")
    assert said("قال محمد ومُحَمَّدٌ مـحـمـد", forms, "ar") == "قال موحممد ومُحَمَّدٌ موحممد"
    assert said("قال مُحَمَّدٌ", forms, "ar") == "قال موحممد"


def test_hamza_is_a_letter_and_not_a_vowel_mark(tmp_path: Path) -> None:
    assert said("أب اب", lexicon(tmp_path, ar="أب\tابي\n"), "ar") == "ابي اب"


def test_a_word_is_looked_up_in_the_language_that_reads_it(tmp_path: Path) -> None:
    forms = lexicon(tmp_path, en="sol\tsoul\n", es="sol\tsolo\n", ar="شمس\tشامس\n")
    assert said("sol شمس", forms, "en-us") == "soul شامس"
    assert said("sol شمس", forms, "es") == "solo شامس"
    assert said("sol شمس", forms, "ar") == "soul شامس"
    assert said("sol", forms, "fr-fr") == "sol"


def test_a_region_has_its_own_words_before_those_of_the_language(tmp_path: Path) -> None:
    forms = lexicon(tmp_path, en="z\tzed\ny\twhy\n", **{"en-us": "z\tzee\n"})
    assert said("y z", forms, "en-us") == "why zee"
    assert said("y z", forms, "en-gb") == "why zed"


def test_every_character_of_a_spoken_form_stands_for_the_whole_word(tmp_path: Path) -> None:
    text = "See the C++ and cafe\u0301s."
    spoken = apply_lexicon(normalize(text), lexicon(tmp_path, en="C++\tsee plus plus\n"), "en")
    pointed = [spoken.origin(w) for w in words(spoken.text, Span(0, len(spoken.text)))]
    assert [text[span.start : span.end] for span in pointed] == [
        "See", "the", "C++", "C++", "C++", "and", "cafe\u0301s",
    ]  # fmt: skip


TEXTS = st.lists(st.sampled_from(["caf", "e\u0301", " ", "NASA", ".", "مُحَمَّد", "\n", "😀"])).map(
    "".join
)


@given(TEXTS)
def test_places_in_the_original_never_run_backwards(text: str) -> None:
    forms = Lexicon({"en": {"caf": "k a", "NASA": "n"}, "ar": {"محمد": "م ح"}})
    spoken = apply_lexicon(normalize(text), forms, "en")
    assert list(spoken.starts) == sorted(spoken.starts)
    assert list(spoken.ends) == sorted(spoken.ends)
    assert len(spoken.text) == len(spoken.starts) == len(spoken.ends)
    assert isinstance(spoken, NormalizedText)


def test_a_long_spoken_form_does_not_pass_the_cap_of_a_chunk(tmp_path: Path) -> None:
    forms = lexicon(tmp_path, en="x\t" + "long form " * 15 + "\n")
    spoken = said("x " * 20, forms)
    assert max(c.span.end - c.span.start for c in chunks(spoken, 60)) <= 60


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("en.tsv", "caf kaff\n", "en.tsv line 1 in LEXICON_DIR must begin with one"),
        ("en.tsv", "ok\tokay\ntwo words\tx\n", "en.tsv line 2 in LEXICON_DIR must begin with one"),
        ("en.tsv", "caf\t...\n", "line 1 in LEXICON_DIR needs a spoken form"),
        ("en.tsv", "caf\t" + "a" * 201, "line 1 in LEXICON_DIR needs a spoken form"),
        ("words.tsv", "a\tb\n", "words.tsv in LEXICON_DIR is not named after a language"),
        ("en.tsv", b"\xff\xfe", "en.tsv in LEXICON_DIR cannot be read as UTF-8"),
    ],
)
def test_a_lexicon_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, file: str, content: str | bytes, problem: str
) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / file).write_bytes(raw)
    with pytest.raises(BadSetting, match=re.escape(problem)):
        read_lexicons(str(tmp_path))


def test_a_service_says_the_spoken_form_and_points_at_the_word(
    host: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    plain = host()
    lexicon(tmp_path, en="qjx\tthe queen of the jungle express\n", ar="محمد\tموحممد\n")
    tts = host(LEXICON_DIR=str(tmp_path))
    text = "We took the qjx home. مُحَمَّد"
    before, after = timed(plain, text=text, format="wav"), timed(tts, text=text, format="wav")
    found = [(word["text"], text[word["char_start"] : word["char_end"]]) for word in after["words"]]
    assert found == [(word, word) for word in ("We", "took", "the", "qjx", "home", "مُحَمَّد")]
    assert after["duration"] > before["duration"] + 0.3
    long = next(word for word in after["words"] if word["text"] == "qjx")
    assert long["end"] - long["start"] > 1.2


def test_a_spoken_form_cut_by_a_small_cap_is_still_one_word(
    host: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    lexicon(tmp_path, en="qjx\t" + "wonderful " * 15 + "\n")
    speech = timed(host(LEXICON_DIR=str(tmp_path)), text="My qjx sleeps", chunk_size=50)
    assert [word["text"] for word in speech["words"]] == ["My", "qjx", "sleeps"]
    qjx, sleeps = speech["words"][1:]
    assert 5 < qjx["end"] <= sleeps["start"]


def test_its_version_is_told_and_changes_with_its_content(
    host: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    first = lexicon(tmp_path, en="a\tb\n").versions
    second = lexicon(tmp_path, en="a\tc\n").versions
    assert first.keys() == second.keys() == {"en"}
    assert first != second
    info = host(LEXICON_DIR=str(tmp_path)).get("/api/model-info").json()
    assert info["lexicons"] == second
