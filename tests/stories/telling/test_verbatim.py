"""The verbatim storyteller: every word, in order, in scenes of the right length."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.documents import Document, Page, Paragraph
from stories.levels import words_per_scene
from stories.providers.own.document_sentences import sentences as split
from stories.providers.own.verbatim import (
    SHORTEST_SCENE_WORDS,
    VerbatimStoryteller,
)
from stories.providers.storyteller import LONGEST_SCENE_WORDS, TellingBrief, ToldScene

TELLER = VerbatimStoryteller()


def document(*pages: Sequence[str], language: str = "en") -> Document:
    """A document of paragraphs; one that begins with # is a heading."""
    made = tuple(
        Page(
            number,
            tuple(
                Paragraph(text.removeprefix("# "), text.startswith("# "), number) for text in page
            ),
        )
        for number, page in enumerate(pages, start=1)
        if page
    )
    return Document("A story", language, made, len(pages))


def tell(story: Document, grade: int = 4, max_scenes: int | None = None) -> list[ToldScene]:
    return list(TELLER.tell(story, TellingBrief(grade, max_scenes=max_scenes)))


def words(texts: Sequence[str]) -> list[str]:
    return " ".join(texts).split()


def sentence(number: int, length: int = 10) -> str:
    return " ".join([f"Sentence{number}"] + ["word"] * (length - 2) + ["end."])


word = st.text("abcde", min_size=1, max_size=6)
stop = st.sampled_from([".", "?", "!", "؟", "۔", '."', ""])
sentences = st.builds(
    lambda parts, end: " ".join(parts) + end, st.lists(word, min_size=1, max_size=30), stop
)
texts = st.lists(sentences, min_size=1, max_size=8).map(" ".join)
paragraphs = st.builds(lambda mark, text: mark + text, st.sampled_from(["", "", "", "# "]), texts)
documents = st.lists(st.lists(paragraphs, max_size=4), min_size=1, max_size=6).filter(any)


@settings(max_examples=60, deadline=None)
@given(pages=documents, grade=st.integers(1, 12))
def test_the_scenes_words_are_the_document_s_words_in_order(
    pages: list[list[str]], grade: int
) -> None:
    story = document(*pages)
    scenes = tell(story, grade, max_scenes=1000)
    assert words([scene.text for scene in scenes]) == words([p.text for p in story.paragraphs])
    assert [scene.index for scene in scenes] == list(range(len(scenes)))


@settings(max_examples=60, deadline=None)
@given(pages=documents, grade=st.integers(1, 12))
def test_a_scene_is_over_its_grade_s_words_only_for_a_whole_sentence_or_a_fragment(
    pages: list[list[str]], grade: int
) -> None:
    story = document(*pages)
    longest = max(sentence.words for sentence in split(story, LONGEST_SCENE_WORDS))
    roof = max(words_per_scene(grade), longest) + 2 * SHORTEST_SCENE_WORDS
    assert all(len(scene.text.split()) <= roof for scene in tell(story, grade, max_scenes=1000))


@settings(max_examples=60, deadline=None)
@given(pages=documents, after=st.integers(-1, 8), most=st.integers(1, 6))
def test_telling_after_a_scene_goes_on_exactly_there(
    pages: list[list[str]], after: int, most: int
) -> None:
    story, brief = document(*pages), TellingBrief(1, max_scenes=most)
    whole = list(TELLER.tell(story, brief))
    assert list(TELLER.tell(story, brief, after=after)) == whole[after + 1 :]
    assert TELLER.start(story, brief).scene_count == len(whole) <= most


@settings(max_examples=60, deadline=None)
@given(pages=documents)
def test_every_scene_lasts_long_enough_to_be_heard(pages: list[list[str]]) -> None:
    story = document(*pages)
    scenes = tell(story, max_scenes=1000)
    if len(scenes) > 1:
        assert min(len(scene.text.split()) for scene in scenes) >= SHORTEST_SCENE_WORDS


@pytest.mark.parametrize(("grade", "cap"), [(1, 40), (4, 73), (12, 160)])
def test_younger_grades_get_shorter_scenes(grade: int, cap: int) -> None:
    assert words_per_scene(grade) == cap
    story = document([" ".join(sentence(n) for n in range(60))])
    lengths = [len(scene.text.split()) for scene in tell(story, grade)]
    assert max(lengths) <= cap
    assert min(lengths) > cap / 3


def test_each_page_of_a_picture_book_is_a_scene() -> None:
    story = document(["The goat ate my hat."], ["Then it ate my shoe."], ["Now I ride the goat."])
    assert [scene.source_pages for scene in tell(story)] == [(1,), (2,), (3,)]


def test_a_sentence_that_runs_over_a_page_stays_in_one_scene_with_both_pages() -> None:
    scenes = tell(document(["The goat looked at my hat and"], ["ate it. It was my best hat."]))
    assert [scene.source_pages for scene in scenes] == [(1, 2)]


def test_a_heading_begins_a_scene_and_is_told_with_it() -> None:
    story = document(["# The Goat", sentence(1, 30), "# The Hat", sentence(2, 30)])
    scenes = tell(story)
    assert [scene.heading for scene in scenes] == ["The Goat", "The Hat"]
    assert scenes[0].text == "The Goat\n\n" + sentence(1, 30)
    assert scenes[1].caption == sentence(2, 30)[:140].rsplit(" ", 1)[0] + "…"


def test_a_fragment_joins_its_neighbour() -> None:
    scenes = tell(document(["One day a goat came to town."], ["Oh!"], ["It ate my hat at once."]))
    assert [scene.text.split()[-1] for scene in scenes] == ["Oh!", "once."]


def test_a_scene_does_not_end_within_a_sentence_of_verses() -> None:
    verses = "The snail goes slow,|the snail goes far,|she does not own|a motor car.|"
    verses += "She has a house|upon her back,|and leaves behind|a silver track|"
    verses += "which glitters in the sun.|It rained."
    scenes = tell(document(verses.split("|")), grade=1)
    assert len(scenes) > 1
    assert all(scene.text.endswith(".") for scene in scenes)


def test_arabic_sentences_are_kept_whole() -> None:
    question = "هل رأيت العنزة التي أكلت قبعتي الجديدة قبل قليل في السوق؟"
    answer = "نعم رأيتها تركض خلف الحافلة وهي تضحك مع الأطفال الصغار."
    scenes = tell(document([" ".join([question, answer] * 4)], language="ar"), grade=1)
    assert len(scenes) > 1
    assert all(scene.text.endswith(("؟", ".")) for scene in scenes)


def test_speech_and_titles_do_not_end_a_sentence() -> None:
    text = '"Help!" cried Mr. Goat as he ran. ' * 12
    for scene in tell(document([text]), grade=1):
        assert scene.text.endswith("ran.")


def test_a_long_document_gets_longer_scenes_before_anything_is_left_out() -> None:
    story = document([" ".join(sentence(n) for n in range(120))])
    start = TELLER.start(story, TellingBrief(1, max_scenes=6))
    scenes = tell(story, 1, 6)
    assert start.left_out_pages == ()
    assert len(scenes) <= 6
    assert sum(len(scene.text.split()) for scene in scenes) == 1200


def test_what_does_not_fit_is_left_out_from_the_end_and_said_so() -> None:
    story = document(*([" ".join(sentence(n) for n in range(30))] for _ in range(8)))
    start = TELLER.start(story, TellingBrief(1, max_scenes=3))
    scenes = tell(story, 1, 3)
    assert len(scenes) == start.scene_count == 3
    assert max(len(scene.text.split()) for scene in scenes) <= LONGEST_SCENE_WORDS
    assert start.left_out_pages == tuple(range(scenes[-1].source_pages[-1] + 1, 9))


def test_an_endless_sentence_is_cut_after_a_clause() -> None:
    clause = " ".join(["word"] * 99) + " pause,"
    scenes = tell(document([" ".join([clause] * 5)]), grade=12)
    assert all(scene.text.endswith("pause,") for scene in scenes)
    assert sum(len(scene.text.split()) for scene in scenes) == 500


def test_scenes_come_one_at_a_time() -> None:
    telling = TELLER.tell(
        document(["The goat ate my hat."], ["Then it ate my shoe."]), TellingBrief()
    )
    assert next(telling).text == "The goat ate my hat."


def test_the_story_is_told_in_the_document_s_language() -> None:
    story = document(["Una cabra vino al pueblo y no se lo dijo a los del lugar."], language="es")
    assert TELLER.start(story, TellingBrief(language="en")).language == "es"


def test_words_too_few_to_tell_are_in_the_language_that_was_chosen() -> None:
    story = document(["Mango! Mango!"], language="en")
    assert TELLER.start(story, TellingBrief()).language == "en"
    assert TELLER.start(story, TellingBrief(language="es")).language == "es"


@pytest.mark.parametrize("wrong", [{"grade": 0}, {"grade": 13}, {"max_scenes": 0}])
def test_a_brief_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"grade|max_scenes"):
        TellingBrief(**wrong)


SHORT_STORIES = {
    "en": [
        "Juno was a baby owl who lived in an old oak tree beside a farm. Her father slept all day.",
        "One foggy morning Juno fell out of the nest. She landed in a wheelbarrow full of hay.",
        "The farmer was milking a cow in the barn. She wrapped Juno in a blue scarf.",
        "At noon they ate pancakes in the garden. A hen stole the last one.",
        "In the evening Emil climbed a ladder and lifted Juno up. She spread her wings.",
        "At midnight Juno flew over the dark field all alone. There was no moon, only stars.",
    ],
    "ar": [
        "كان شوك قنفذًا صغيرًا يعيش تحت شجرة تين في حديقة نور.",
        "في ليلة ماطرة سمعت نور صوتًا حزينًا. لبست معطفها وخرجت تحمل مصباحًا.",
        "حملته نور إلى المطبخ ووضعته قرب الموقد. قدمت له الجدة تفاحة.",
        "وفي الصَّباح كانت السلة فارغة ولم يكن شوك في البيت. جلست نور على الدرج حزينة.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", ["Juno was", "One foggy", "At noon", "In the", "At midnight"]),
        ("ar", ["كان شوك", "في ليلة", "وفي الصَّباح"]),
    ],
)
def test_another_time_or_place_of_a_short_story_is_another_scene(
    language: str, begins: list[str]
) -> None:
    scenes = tell(document(SHORT_STORIES[language], language=language))
    assert [" ".join(scene.text.split()[:2]) for scene in scenes] == begins
    # Who wants fewer gets them, and nothing is left out.
    two = tell(document(SHORT_STORIES[language], language=language), max_scenes=2)
    assert len(two) == 2
    assert words([it.text for it in two]) == words(SHORT_STORIES[language])
