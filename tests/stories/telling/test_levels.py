"""How hard a text is to read, in every language, against the caps of a grade."""

import itertools

import pytest

from stories.levels import caps, excess, far_under, hardest_above, measure, over

EASY = {
    "en": "The fox ran up the hill. She saw a red bird. It sang to her.",
    "ar": "جرى الثعلب إلى التل. رأى طائرًا أحمر. غنّى له الطائر.",
    "es": "El zorro subió al monte. Vio un ave roja. El ave cantó.",
    "fr": "Le renard monte sur la colline. Il voit un oiseau. L'oiseau chante.",
}
HARD = {
    "en": "Notwithstanding considerable meteorological uncertainty, the hydrologists extrapolated that "
    "evaporation from equatorial reservoirs would substantially destabilise agricultural precipitation "
    "throughout the subcontinent.",
    "ar": "على الرغم من الاضطرابات المناخية المتزايدة فقد استنتج المتخصصون أن استخلاص المستخرجات "
    "البتروكيميائية من المستودعات الاستوائية سيزعزع الاستقرار الاقتصادي للمجتمعات المتجاورة كلها.",
    "es": "No obstante la considerable incertidumbre meteorológica, los hidrólogos extrapolaron que la "
    "evaporación de los embalses ecuatoriales desestabilizaría sustancialmente la precipitación agrícola.",
    "fr": "Nonobstant une incertitude météorologique considérable, les hydrologues extrapolèrent que "
    "l'évaporation des réservoirs équatoriaux déstabiliserait substantiellement les précipitations.",
}


@pytest.mark.parametrize("language", EASY)
def test_an_easy_text_is_within_a_first_graders_caps_and_a_hard_one_is_not(language: str) -> None:
    easy, hard = measure(EASY[language], language), measure(HARD[language], language)
    assert over(easy, caps(1)) == ()
    assert {"sentence", "rare"} <= set(over(hard, caps(1)))
    assert easy.grade < 3 < 8 < hard.grade
    assert excess(easy, caps(1)) == 0 < excess(hard, caps(1))


def test_sentences_and_words_are_counted_as_a_reader_would() -> None:
    found = measure('Dr. Owl said: "Go home!" Then 3 bears came.\n\nThe end', "en")
    assert (found.sentences, found.words, found.longest) == (3, 11, 5)


def test_names_numbers_and_familiar_long_words_are_not_rare() -> None:
    found = measure(
        "Yesterday Nontsikelelo and 123456789 elephants were evaporating butterflies.", "en"
    )
    assert found.rare == ("evaporating",)


def test_a_rare_word_counts_once_and_joined_particles_do_not_make_a_word_long() -> None:
    assert measure("Photosynthesis! Photosynthesis? Yes, photosynthesis.", "en").rare_count == 1
    assert measure("وبالمدرسة وللأصدقاء والحديقة", "ar").rare_count == 0


@pytest.mark.parametrize("text", ["", "…", "123", "\x00", "😀😀"])
def test_a_text_without_words_is_measured_too(text: str) -> None:
    found = measure(text, "xx")
    assert found.rare_count == 0
    assert over(found, caps(1)) == ()


def test_caps_grow_with_the_grade() -> None:
    steps = [caps(grade) for grade in range(1, 13)]
    assert [(it.words_per_sentence, it.words_per_scene) for it in (steps[0], steps[-1])] == [
        (8, 40), (22, 160),
    ]  # fmt: skip
    for before, after in itertools.pairwise(steps):
        assert before.words_per_sentence < after.words_per_sentence
        assert before.rare_words(100) <= after.rare_words(100)


SHORT = (
    "The cat sat. The dog ran. A bird sang. We all went home. Then it was night. The moon was up."
)
LONG = (
    "The cat sat beside the warm stove in the kitchen and waited for the old baker to come home, and "
    "nobody said a single word."
)


@pytest.mark.parametrize(
    ("text", "grade", "suits"),
    [
        (SHORT, 4, 1),
        (SHORT, 8, 1),
        (SHORT, 3, None),
        (LONG, 8, None),
        (LONG, 12, None),
        ("The cat sat.", 12, None),
    ],
)
def test_a_text_that_a_far_lower_grade_can_read_is_said_to_be_under(
    text: str, grade: int, suits: int | None
) -> None:
    assert far_under(measure(text, "en").as_json(caps(grade)), grade) == suits


def test_a_short_scene_is_not_an_easy_one() -> None:
    words = (
        "Photosynthesis transforms sunlight, carbon dioxide and rainwater into carbohydrates. " * 3
    )
    assert far_under(measure(words, "en").as_json(caps(8)), 8) is None


def test_only_a_text_above_its_grade_names_the_sentence_that_makes_it_so() -> None:
    # Over a cap of grade 4 by its one long sentence, and easy all the same.
    long = "The fox ran and ran and ran on to the old red barn by the hill."
    easy = f"{long} It sat. It ate. It was late. The sun set. A bird sang."
    level = measure(easy, "en").as_json(caps(4))
    assert level["over"] == ["sentence"]
    assert hardest_above(level, easy, "en", 4) is None
    hard = f"It was late. {HARD['en']}"
    assert hardest_above(measure(hard, "en").as_json(caps(4)), hard, "en", 4) == HARD["en"]
