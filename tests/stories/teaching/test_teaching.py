"""Questions and words made of a text alone: right by the text, never a trick, the same each time."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.providers.own.depiction.vocabulary import animals
from stories.providers.own.named_things import thing_named
from stories.providers.storyteller import Question
from stories.teaching.kinds_of_things import kind_of
from stories.teaching.lesson import Teacher
from stories.teaching.moods import Moods
from stories.teaching.phrases import GAP, PHRASES
from stories.teaching.questions.candidates import Candidate
from stories.teaching.quotations import quoted_places
from tests.growth import grows_evenly

ENGLISH = (
    "Mara lived by the river. Her red boat lay in the garden. She had three goats and a donkey.",
    "One morning Mara met Tobias in the forest. Tobias carried a basket of pears to the market. "
    '"Where is your boat?" asked Tobias. "It is too old," said Mara.',
    "They walked to the village together. The baker gave them a loaf for the road. "
    "In the kitchen a cat slept beside the stove.",
    "At night the wind opened the window. Mara closed it with a stick and went to bed. "
    "The donkey slept in the barn.",
)
SPANISH = (
    "Lucía vivía cerca del río. Su barco rojo estaba en el jardín. Tenía tres cabras.",
    'Un lunes Lucía encontró a Mateo en el bosque. "¿Dónde está tu barco?" preguntó Mateo. '
    "Mateo llevaba peras al mercado.",
    "Caminaron juntos hasta el pueblo. Un panadero les dio dos panes.",
)
FRENCH = (
    "Lucie habitait au bord de la rivière. Elle avait trois chèvres noires.",
    "Un matin Lucie rencontra Martin dans la forêt. « Où est ton bateau ? » demanda Martin. "
    "« Il est trop vieux », répondit Lucie.",
    "Ils marchèrent ensemble vers le village. Un vieux boulanger leur donna deux pains.",
)
ARABIC = (
    "عاشت سلمى قرب النهر في بيت صغير. كان عندها ثلاث عنزات وكلب أسود.",
    'قابلت سلمى سامي في الغابة. قال سامي: "أين قاربك الأحمر يا سلمى؟" وفي الصباح سارا معا إلى القرية.',
    "عادت سلمى إلى البيت في المساء. كانت أمها تنتظرها داخل المطبخ.",
)
GAPS = ("missing word", "which")
STORIES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ar": ARABIC}


def all_of(scenes: tuple[str, ...], language: str) -> list[Candidate]:
    teacher = Teacher(scenes, language, 4)
    return [it for index in range(len(scenes)) for it in teacher.candidates(index)]


def right(question: Question) -> str:
    return question.answers[question.right]


def statement(question: Question, language: str) -> str:
    """What stands in the quotation marks of a question."""
    opening, closing = PHRASES[language].quotation.split("{}")
    return question.text[question.text.index(opening) + len(opening) :].removesuffix(closing)


@pytest.mark.parametrize("language", STORIES)
def test_what_is_said_to_be_right_stands_in_the_text_and_what_is_wrong_does_not(
    language: str,
) -> None:
    scenes = STORIES[language]
    whole = " ".join(scenes)
    found = all_of(scenes, language)
    assert {it.kind for it in found} >= {"true or not", "which", "what first"}
    for kind, question in ((it.kind, it.question) for it in found):
        assert len(set(question.answers)) == len(question.answers) >= 2
        if kind in ("missing word", "which", "where", "about whom"):
            told = statement(question, language)
            assert told.replace(GAP, right(question)) in whole
            wrong = {answer for answer in question.answers if answer != right(question)}
            assert not any(told.replace(GAP, answer) in whole for answer in wrong)
        if kind == "true or not":
            is_told = statement(question, language) in whole
            assert is_told == (question.right == 0)
        if kind == "what first":
            assert right(question) == min(question.answers, key=whole.index)


#: A story that goes on, so that there is something before to be mistaken for what is asked.
GOING_ON = {
    "en": (
        "Amina lived in a small house beside the river. Every morning she fetched water in a yellow bucket.",
        "One windy day Amina found a torn kite at the door. Its tail was missing.",
        "She ran to the market and asked for a piece of cord. Pepper slept under the table.",
        "Amina sat under the tree and sewed all afternoon. The children went to the forest.",
        "Suddenly the cord broke because Pepper had chewed it. Amina danced around the yard with Pepper.",
        "Somebody knocked at the window. They walked through the village.",
    ),
    "es": (
        "Lucía vivía en el bosque con su perro. Una barca estaba en la playa.",
        "Un día la red se rompió. Los peces se escaparon.",
        "Lucía corrió al mercado y pidió hilo. Mateo esperó en la cocina.",
        "Lucía sonrió porque sus dedos estaban llenos de hilo. La luna brillaba en el pueblo.",
        "Mateo cantó para Lucía. Ella bailó con Mateo sobre la mesa.",
    ),
    "fr": (
        "Un ours vivait dans la forêt. Le matin était calme.",
        "Un jour la neige tomba dans le jardin. Une ruche resta vide.",
        "Un renard habitait dans le village. Léon regarda Odette.",
        "Léon rit parce que son ami chantait faux. La reine accepta les fleurs.",
        "Odette marcha vers Léon. Ils mangèrent dans la cuisine.",
    ),
    "ar": (
        "عاشت سلمى قرب البحر مع جدتها. ضحك الناس لأن القط رقص.",
        "قالت سلمى: «هذا صندوق قديم جدا». ذهب الأب إلى السوق.",
        "جلس يوسف في الحديقة ساعة. قال يوسف: «ما أجمل هذا الصباح يا صديقتي».",
        "بكت سلمى لأن الرسالة ضاعت. سار يوسف مع سلمى إلى القرية.",
        "نام الطفل في المطبخ. عاد الجميع إلى الغابة.",
    ),
}


@pytest.mark.parametrize("language", GOING_ON)
def test_where_why_who_and_what_next_are_right_by_the_text(language: str) -> None:
    scenes = GOING_ON[language]
    whole = " ".join(scenes)
    found = all_of(scenes, language)
    assert {it.kind for it in found} >= {"where", "why", "about whom", "what next"}
    for it in found:
        question = it.question
        told = (
            statement(question, language) if it.kind not in ("what first", "which picture") else ""
        )
        wrong = [answer for answer in question.answers if answer != right(question)]
        assert wrong
        if it.kind == "where":
            assert told.replace(GAP, right(question)) in whole
            assert not any(told.replace(GAP, answer) in whole for answer in wrong)
            assert all(answer in whole for answer in wrong), "a place of the story"
        if it.kind == "about whom":
            assert told.replace(GAP, right(question)) in whole
            assert not any(told.replace(GAP, answer) in whole for answer in wrong)
        if it.kind == "why":
            reason = right(question).rstrip(".")
            assert f"{told.rstrip(' …')} {reason[:1].lower()}{reason[1:]}" in whole
        if it.kind == "what next":
            assert f"{told} {right(question)}" in whole
            assert all(whole.index(answer) < whole.index(told) for answer in wrong)


def test_scenes_after_each_other_give_different_questions_and_a_story_many_kinds() -> None:
    teacher = Teacher(GOING_ON["en"], "en", 4)
    kinds = [teacher.candidates(scene)[0].kind for scene in range(len(GOING_ON["en"]))]
    assert all(one != other for one, other in pairwise(kinds))
    assert len(set(kinds)) >= 5
    assert kinds[-1] == Teacher(GOING_ON["en"], "en", 4).candidates(5)[0].kind, "asked alone"


@pytest.mark.parametrize("language", GOING_ON)
def test_the_right_picture_shows_what_the_scene_names_and_a_wrong_one_what_is_not_near(
    language: str,
) -> None:
    scenes = GOING_ON[language]
    told = [{thing_named(word.strip(".،"), language) for word in it.split()} for it in scenes]
    teacher = Teacher(scenes, language, 1)
    asked = 0
    for scene, there in enumerate(told):
        near = there.union(*told[max(scene - 1, 0) : scene + 2])
        for it in teacher.candidates(scene):
            if it.kind == "which picture":
                named = [thing_named(answer, language) for answer in it.question.answers]
                assert None not in named
                assert len(set(named)) == 3
                assert named[it.question.right] in there
                assert len(near.intersection(named)) == 1
                assert not set(named) & {"rocket", "robot", "castle", "telescope"}, "out of place"
                asked += 1
    assert asked
    assert not any(it.kind == "which picture" for it in Teacher(scenes, language, 5).candidates(0))


@pytest.mark.parametrize("language", GOING_ON)
def test_the_smallest_are_asked_what_they_can_see_or_hear_at_once(language: str) -> None:
    scenes = GOING_ON[language]
    teacher = Teacher(scenes, language, 1)
    put = [it for scene in range(len(scenes)) if (it := teacher.question(scene))]
    assert put
    assert all(len(answer) <= 60 for it in put for answer in it.answers)
    assert not [it for it in put if it.text.startswith(PHRASES[language].which["number"][:-2])]


def test_a_wrong_picture_is_of_another_part_of_the_story_where_there_is_one() -> None:
    scenes = (
        "A kite lay in the grass.", "They went home.", "They waited for an hour.",
        "A bus stopped at last.", "They laughed.", "They sang.", "There was a guitar in the corner.",
    )  # fmt: skip
    asked = next(it for it in Teacher(scenes, "en", 1).candidates(3) if it.kind == "which picture")
    assert sorted(asked.question.answers) == ["a bus", "a guitar", "a kite"]


ANIMALS_ONE_AFTER_THE_OTHER = {
    "en": ("A fox sat there.", "The fox ran home.", "They slept.", "A bear came along.", "The bear sang."),
    "es": ("Un zorro llegó.", "El zorro corrió.", "Todos durmieron.", "Un oso llegó.", "El oso cantó."),
    "fr": ("Un renard arriva.", "Le renard courut.", "Ils dormirent.", "Un ours arriva.", "L'ours chanta."),
    "ar": ("جاء ثعلب.", "نام الثعلب.", "ضحكوا.", "جاء دب.", "نام الدب."),
}  # fmt: skip


@pytest.mark.parametrize("language", ANIMALS_ONE_AFTER_THE_OTHER)
def test_which_came_first_is_asked_of_two_animals_that_have_a_part_in_the_story(
    language: str,
) -> None:
    scenes = ANIMALS_ONE_AFTER_THE_OTHER[language]
    teacher = Teacher(scenes, language, 1)
    found = [it for scene in range(5) for it in teacher.candidates(scene)]
    asked = [it.question for it in found if it.kind == "picture first"]
    assert [sorted(str(thing_named(it, language)) for it in them.answers) for them in asked] == [
        ["bear", "fox"]
    ]
    assert thing_named(right(asked[0]), language) == "fox"
    reader = Teacher(scenes, language, 3)
    kinds = {it.kind for scene in range(5) for it in reader.candidates(scene)}
    assert "picture first" not in kinds, "who reads puts sentences in order"


@pytest.mark.parametrize(
    "scenes",
    [
        ("A cat sat there.", "They went on.", "They slept.", "A heron stood there."),  # by the way
        ("A tap ran.", "The tap ran on.", "They slept.", "A kettle sang.", "The kettle sang."),
        ("A fox sat there.", "The fox met a bear.", "They slept.", "The bear sang."),  # at once
    ],
)
def test_which_came_first_is_not_asked_of_what_was_named_by_the_way(
    scenes: tuple[str, ...],
) -> None:
    assert not [it for it in all_first(scenes) if it.kind == "picture first"]


def all_first(scenes: tuple[str, ...]) -> list[Candidate]:
    teacher = Teacher(scenes, "en", 1)
    return [it for scene in range(len(scenes)) for it in teacher.candidates(scene)]


def test_the_smallest_are_not_asked_in_the_same_way_on_and_on_nor_the_same_again() -> None:
    things = ("kite", "bus", "guitar", "key", "tent", "balloon", "ball", "drum", "bicycle", "hat")
    scenes = [f"They found a {it}." for thing in things for it in (thing, "cup", "cup")]
    teacher = Teacher(scenes, "en", 1)
    put = [it for scene in range(len(scenes)) if (it := teacher.question(scene))]
    assert 2 <= len(put) <= 3, "all that there is to ask is one and the same"
    assert len({right(it) for it in put}) == len(put)


@pytest.mark.parametrize("grade", [1, 4])
def test_a_child_is_asked_after_one_of_three_scenes_at_most(grade: int) -> None:
    scenes = [text for _ in range(3) for text in GOING_ON["en"]]
    teacher = Teacher([f"{text} It was day {n}." for n, text in enumerate(scenes)], "en", grade)
    asked = [scene for scene in range(len(scenes)) if teacher.question(scene)]
    assert len(asked) > (2 if grade > 2 else 0)
    assert asked[0] > 0, "nobody is asked before the story has begun"
    assert all(after - before >= 3 for before, after in pairwise(asked))


GRIEF = (
    "Rosa had an old dog called Bruno. He slept in a basket beside the stove.",
    "Rosa held his paw until he stopped breathing. The ball lay under the tree.",
    "Nobody opened the door. The basket stood beside the stove.",
)


def test_nothing_is_asked_in_grief_nor_about_it() -> None:
    scenes = (*GRIEF, "Spring came. Rosa laughed with her aunt. They planted a tree in the garden.")
    for grade in (1, 4):
        teacher = Teacher(scenes, "en", grade)
        asked = [(scene, it) for scene in range(len(scenes)) if (it := teacher.question(scene))]
        assert not asked, "also where it is glad again: to choose a picture is a game"
    assert Teacher(scenes, "en", 4).candidates(1), "a teacher may still choose one"
    assert Moods(GRIEF, "en").ends_quietly()
    assert Moods(scenes, "en").ends_quietly(), "glad again, and Bruno is gone"


@pytest.mark.parametrize(
    ("scenes", "is_quiet"),
    [
        (("Our dog Biscuit was old.", "On Tuesday Biscuit died.", "It is spring. I smile and laugh."), True),
        (("كانت جدتي تحكي لنا الحكايات.", "ماتت جدتي في الشتاء.", "زرعنا وردة وضحكنا."), True),
        (("Tom had a dog called Rex.", "His bowl stood there. There was no Rex.", "Tom laughed."), True),
        (("Anna played at home.", "She sat there alone. She cried and was very sad."), True),
        (("Anna cried for her cat.", "The cat came home. Anna laughed."), False),
    ],
)  # fmt: skip
def test_who_lost_somebody_ends_without_a_feast_however_glad_others_are_again(
    scenes: tuple[str, ...], is_quiet: bool
) -> None:
    language = "ar" if "\u0600" < scenes[0][0] < "\u06ff" else "en"
    assert Moods(scenes, language).ends_quietly() is is_quiet


def test_whether_something_was_small_or_tiny_is_asked_by_teachers_alone() -> None:
    teacher = Teacher(("They sat there.", "The big umbrella was found again."), "en", 5)
    assert "opposite" in [it.kind for it in teacher.candidates(1)]
    assert teacher.question(1) is None


def test_where_the_story_speaks_of_animals_none_is_said_not_to_be_there() -> None:
    found = Teacher(("All the animals came.", "A fox ran home."), "en", 1).candidates(1)
    question = next(it.question for it in found if it.kind == "which picture")
    assert right(question) == "a fox"
    assert not {thing_named(it, "en") for it in question.answers} - {"fox"} & animals()


@pytest.mark.parametrize(
    ("scenes", "language", "asked", "is_of_its_kind"),
    [
        (("They sat there.", "The red bus was found again."), "en", "a bus", True),
        (("They sat there.", "A guitar stood in the corner."), "en", "a guitar", True),
        (("They heard music.", "A guitar stood in the corner."), "en", "a guitar", False),
        (("جلسوا هناك.", "كانت الحافلة قرب البيت."), "ar", "حافلة", True),
        (("سافروا إلى هناك.", "كانت الحافلة قرب البيت."), "ar", "حافلة", False),
    ],
)
def test_wrong_pictures_are_of_the_right_ones_kind_unless_the_story_may_mean_them(
    scenes: tuple[str, ...], language: str, asked: str, is_of_its_kind: bool
) -> None:
    found = Teacher(scenes, language, 1).candidates(1)
    questions = [it.question for it in found if it.kind == "which picture"]
    question = next(it for it in questions if right(it) == asked)
    things = {thing_named(it, language) for it in question.answers}
    assert "rocket" not in things
    kind = kind_of(str(thing_named(asked, language)))
    assert kind
    assert (things <= kind.told_apart | kind.others) is is_of_its_kind


def test_what_is_told_beside_a_reason_is_no_wrong_reason() -> None:
    scenes = (
        "The farmer waited at home.",
        "He roared until the ground trembled.",
        "Tiko heard the noise because she was gathering seeds nearby. Nobody spoke.",
    )
    asked = [it.question for it in all_of(scenes, "en") if it.kind == "why"]
    assert asked
    assert not [answer for it in asked for answer in it.answers if "roared" in answer]


def test_who_may_be_the_one_that_is_asked_about_is_no_wrong_answer() -> None:
    scenes = (
        "The baby was hungry again. Ntsiki carried the baby home.",
        "Ntsiki ran after Mcengi. Mcengi laughed with Ntsiki.",
        "Pepper the goat tried to jump. Mcengi fed Pepper.",
    )
    asked = [it.question for it in all_of(scenes, "en") if it.kind == "about whom"]
    assert {"Ntsiki", "Mcengi"} in [set(it.answers) for it in asked]
    assert not [it for it in asked if {"The baby", "Ntsiki"} <= set(it.answers)]
    assert not [it for it in asked if "the goat" in it.text]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_speech_is_given_to_its_speaker_among_people_who_are_surely_others(language: str) -> None:
    asked = {
        statement(it.question, language): it.question
        for it in all_of(STORIES[language], language)
        if it.kind == "who said"
    }
    speech, speaker, other = {
        "en": ("Where is your boat?", "Tobias", "Mara"),
        "fr": ("Où est ton bateau ?", "Martin", "Lucie"),
    }[language]
    assert right(asked[speech]) == speaker
    assert sorted(asked[speech].answers) == sorted([speaker, other])


def test_who_is_asked_something_in_arabic_is_not_taken_for_who_asks() -> None:
    scenes = (
        'قالت هدى: "أين كنت هذا الصباح؟" ثم جلس الأب مع هدى. قال الأب: "سأعود إليكم في المساء."',
        'عاد الأب وسأل هدى عن ابنته: "ما الذي حصل هنا؟". قالت هدى: "يا هدى الصغيرة، أين أنت؟".',
    )
    asked = [it.question.text for it in all_of(scenes, "ar") if it.kind == "who said"]
    assert len(asked) == 2
    assert not any("حصل" in text or "الصغيرة" in text for text in asked)


def test_nobody_is_asked_about_two_names_that_may_be_one_person() -> None:
    scenes = (
        'Nontsikelelo laughed. "I am Ntsiki," said Ntsiki. "I like my long name," said Nontsikelelo.',
        "Kategga, the boatman, waited. Everybody went home in the rain.",
        '"The river is too high today," said Kategga. "Go home, all of you," said the boatman.',
    )
    assert not [it for it in all_of(scenes, "en") if it.kind == "who said"]


def test_a_name_that_may_be_another_of_the_speaker_is_no_wrong_answer() -> None:
    scenes = (
        'Ntsiki ran after Mcengi. "Wait for me, please," said Ntsiki. "You are too slow," said Mcengi.',
        '"What a long road it is," said Nontsikelelo.',
    )
    asked = [it.question for it in all_of(scenes, "en") if it.kind == "who said"]
    assert [sorted(question.answers) for question in asked] == [["Mcengi", "Ntsiki"]] * 2


def test_a_wrong_word_does_not_stand_in_the_scene_that_is_asked_about() -> None:
    scenes = (
        "The king slept in the garden. The wolf came into the kitchen.",
        "Nobody went along the road. They sang in the forest.",
        "A ship came from the village. It was gone soon.",
    )
    teacher = Teacher(scenes, "en", 4)
    gaps = [it.question for it in teacher.candidates(0) if it.kind in GAPS]
    assert gaps
    assert not [it for it in gaps if {"garden", "kitchen"} <= set(it.answers)]


@pytest.mark.parametrize(
    "sentence",
    [
        "She did not take the red boat.",  # denied
        "If it rained, she took the red boat home.",  # only imagined
        '"She took the red boat home with her."',  # said, not told
        "She took the red boat home, did she not?",
    ],
)
def test_what_is_no_plain_fact_is_asked_nothing_about(sentence: str) -> None:
    found = all_of((sentence, "The blue door was shut."), "en")
    assert not [it for it in found if it.kind == "true or not" and "boat" in it.question.text]


def test_a_refrain_and_a_sentence_that_comes_again_in_other_words_are_not_put_in_order() -> None:
    refrain = "The bell of the tower rang again."
    scenes = (
        f"{refrain} A baker opened his shop.",
        f"{refrain} The grey horse whinnied and stamped the ground.",
        f"{refrain} Shishi whinnied and stamped the ground. The children ran home for supper.",
        f"{refrain} Then a soldier came up the hill.",
    )
    answers = {
        answer
        for it in all_of(scenes, "en")
        if it.kind == "what first"
        for answer in it.question.answers
    }
    assert answers
    assert not [answer for answer in answers if "bell" in answer or "whinnied" in answer]


def test_a_wrong_word_is_none_that_the_story_uses_for_the_same() -> None:
    scenes = (
        "The fisherman slept in the garden.",
        "The fisherman came into the kitchen. He went along the road.",
        "A sailor sang in the forest. Nobody heard him.",
        "The wolf howled in the village. Then it was gone.",
    )
    asked = next(
        it.question
        for it in all_of(scenes, "en")
        if it.kind in GAPS
        and "fisherman slept" in it.question.text
        and "the " + GAP in it.question.text
    )
    assert right(asked) == "garden"
    assert "kitchen" not in asked.answers, "the fisherman was there too"


def test_words_to_learn_are_rare_for_the_grade_and_explained_by_their_sentence() -> None:
    scenes = (
        "The astronomer showed them a constellation. The children liked the beautiful garden.",
    )
    words = Teacher(scenes, "en", 7).words(0)
    assert [it.word for it in words] == ["astronomer", "constellation"]
    assert all(it.meaning == f"“{scenes[0].split('.')[0]}.”" for it in words)
    assert [it.word for it in Teacher(scenes, "en", 12).words(0)] == ["astronomer", "constellation"]
    assert not Teacher(("The children liked the beautiful garden.",), "en", 1).words(0)
    assert Teacher(("The leftover soup stood there all day.",), "en", 9).words(0)
    assert not Teacher(("The leftover soup stood there all day.",), "en", 10).words(0)


@pytest.mark.parametrize(
    ("text", "language", "grade", "words"),
    [
        ("The cow was slaughtered beside the kettle.", "en", 1, ["kettle"]),
        ("The cow was slaughtered beside the kettle.", "en", 9, []),
        ("Her isikhakha lay beside the fountain.", "en", 1, ["fountain"]),
        ("The water condenses and gathers in the puddle.", "en", 1, ["puddle"]),
        ("El leopardo brincaba cerca de la colmena.", "es", 1, ["leopardo", "colmena"]),
        ("Elle accepta la porcelaine et chavira.", "fr", 4, ["porcelaine"]),
        ("ثم أخذتها وكلفتها بغسل الأطباق وحدها.", "ar", 1, ["الأطباق"]),
    ],
)
def test_words_to_learn_are_within_reach_of_the_grade(
    text: str, language: str, grade: int, words: list[str]
) -> None:
    assert [it.word for it in Teacher((text,), language, grade).words(0)] == words


def test_words_that_can_be_shown_are_taught_first() -> None:
    scene = "The splendid fountain stood beside the enchanted leopard in the dungeon."
    assert "leopard" in [it.word for it in Teacher((scene,), "en", 3).words(0)]


def test_vowel_marks_change_neither_the_words_nor_the_questions_of_an_arabic_story() -> None:
    marked = (ARABIC[0].replace("ثلاث", "ثَلَاثَ").replace("صغير", "صَغِيرٍ"), *ARABIC[1:])
    kinds = [it.kind for it in all_of(marked, "ar")]
    assert kinds == [it.kind for it in all_of(ARABIC, "ar")]
    gap = next(
        it.question
        for it in all_of(marked, "ar")
        if "عنزات" in it.question.text and GAP in it.question.text
    )
    assert right(gap) == "ثَلَاثَ"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Go," said Pip. "Now!" He went.', ['"Go,"', '"Now!"']),
        ('the end." He went. "Hi," she said.', ['the end."', '"Hi,"']),
        ("The dogs’ bowl. “Hi” he said.", ["“Hi”"]),
        ("« Bon », dit-il.", ["« Bon »"]),
        ('"Be strong. "Yes," he said.', ['"Be strong. ', '"Yes,"']),
        ("—Hola —dijo Ana.", ["—Hola —dijo Ana."]),
        ("Nobody speaks.", []),
    ],
)
def test_quotations_are_found_also_where_a_mark_was_lost(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_places(text)] == quoted


@settings(max_examples=60, deadline=None)
@given(
    scenes=st.lists(st.text("aB. \"'«»“”—\néال،؟!", max_size=120), max_size=5),
    language=st.sampled_from(["en", "es", "fr", "ar", "xx"]),
)
def test_any_text_is_taught_without_a_fault_and_the_same_each_time(
    scenes: list[str], language: str
) -> None:
    first, second = (Teacher(scenes, language, 1) for _ in range(2))
    for index in range(len(scenes) + 1):
        assert first.question(index) == second.question(index)
        assert first.words(index) == second.words(index)


def ask_after_each(scenes: list[str]) -> None:
    teacher = Teacher(scenes, "en", 4)
    for index in range(len(scenes)):
        teacher.question(index)


def test_what_a_text_costs_grows_with_its_length() -> None:
    # Each sentence another one, as those that come again are not asked about.
    def scenes(copies: int) -> list[str]:
        numbers = range(copies)
        return [text.replace(".", f" by number{n}.") for n in numbers for text in ENGLISH]

    assert grows_evenly(ask_after_each, scenes, 8)


def test_what_a_text_of_nothing_but_quotations_costs_grows_with_its_length() -> None:
    assert grows_evenly(ask_after_each, lambda length: ['"a" ' * length] * 2, 500)


def test_who_is_meant_is_said_with_the_sentence_or_it_is_not_asked_about() -> None:
    scenes = [
        "The baker woke up before the sun. He lit the oven and washed his hands. The street was dark.",
        "A cat came in through the window. She was hungry because nobody had fed her since Monday.",
        "“Come in,” said the baker. They danced around the old table. It broke in two.",
        "Now the shop had ten loaves. The girl ran home through the rain because she was late.",
    ]
    teacher = Teacher(scenes, "en", 3)
    asked = [it.question for scene in range(len(scenes)) for it in teacher.candidates(scene)]
    why = [it.text for it in asked if it.text.startswith("Why?")]
    assert "Why? “A cat came in through the window. She was hungry …”" in why
    assert "Why? “The girl ran home through the rain …”" in why
    assert not [it.text for it in asked if "“It broke" in it.text or "“They danced" in it.text]
    firsts = [it for it in asked if it.text.startswith("Which of these")]
    assert not [it for it in firsts for answer in it.answers if answer.startswith(("He ", "They "))]


def test_words_that_every_child_knows_are_not_taught() -> None:
    scene = (
        "Anyone can lose a kite. The day became shorter and nobody was frightened by it any more."
    )
    assert Teacher([scene], "en", 3).words(0) == ()


def test_whether_it_is_true_is_asked_only_where_a_teacher_chooses_it() -> None:
    teacher = Teacher(["The old wall was wet in the grass."], "en", 3)
    assert [it.kind for it in teacher.candidates(0)] == ["true or not"]
    assert teacher.question(0) is None


def test_no_gap_is_asked_whose_word_stands_beside_it() -> None:
    first, *others = ENGLISH
    told = f"{first} The sun lay on the top of the river, and the top of the river grew warm."
    asked = [it.question for it in all_of((told, *others), "en") if it.kind in GAPS]
    assert not [it for it in asked if "the top of" in it.text]
