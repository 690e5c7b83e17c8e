"""A teacher's hand on what a scene teaches: its words to learn, its question, and whether they are shown."""

from collections.abc import Sequence
from dataclasses import asdict

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from stories.actions.scenes.editing import require_editable
from stories.models import Scene, Story
from stories.providers.storyteller import Question, WordToLearn
from stories.teaching.lesson import Teacher

MOST_WORDS = 6
LONGEST_WORD = 60
LONGEST_MEANING = 240
LONGEST_QUESTION = 300
FEWEST_ANSWERS, MOST_ANSWERS = 2, 4
LONGEST_ANSWER = 160


def show_lessons(story: Story, user: User, shown: bool) -> None:
    """Show or hide the story's words to learn and questions; they are kept. Raises RequestRefused (409)."""
    with changing(story.topic_id):
        story.refresh_from_db()
        require_editable(story, user)
        story.shows_lessons = shown
        story.save(update_fields={"shows_lessons"})
        # Each scene too: its row says what there is to learn, and watchers are sent rows that changed.
        for scene in Scene.objects.filter(story=story):
            scene.save(update_fields=set())


def set_lesson(
    scene: Scene,
    user: User,
    words: Sequence[WordToLearn],
    question: Question | None,
    seen: str,
    seen_words: Sequence[WordToLearn] | None = None,
) -> Scene:
    """Put these words and this question into the scene; `seen` is the question that was there, "" for none,
    `seen_words` the words.

    Raises RequestRefused, and changes nothing: 409 where another person changed either meanwhile or a
    teacher published the story, 400 for what is empty, too long or said twice, or a word that the scene
    does not say.
    """
    kept = [_word(word, scene) for word in words if word.word.strip() or word.meaning.strip()]
    if len(kept) > MOST_WORDS:
        raise RequestRefused(f"A scene can have at most {MOST_WORDS} words to learn.", "many_words")
    asked = _question(question) if question else None
    with changing(scene.topic_id):
        scene = Scene.objects.select_related("story").get(pk=scene.pk)
        require_editable(scene.story, user)
        there = [WordToLearn(it["word"], it["meaning"]) for it in scene.words]
        others_words = seen_words is not None and list(seen_words) != there
        if others_words or seen != scene.question.get("text", ""):
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        scene.words = [asdict(word) for word in kept]
        scene.question = asdict(asked) if asked else {}
        scene.save(update_fields={"words", "question"})
    return scene


def ask_another(scene: Scene, user: User) -> Scene:
    """Ask the next of the questions that the story's text gives for this scene.

    Raises RequestRefused: 409 where the text gives no other one, or a teacher published the story.
    """
    texts = dict(Scene.objects.filter(story=scene.story_id).values_list("index", "text"))
    told = [texts.get(index, "") for index in range(max(texts, default=-1) + 1)]
    # Before the lock: it reads the whole story.
    teacher = Teacher(told, scene.story.language, scene.story.grade)
    found = [asdict(it.question) for it in teacher.candidates(scene.index)]
    with changing(scene.topic_id):
        scene = Scene.objects.select_related("story").get(pk=scene.pk)
        require_editable(scene.story, user)
        now = {name: value for name, value in scene.question.items() if name != "held"}
        at = next((at for at, it in enumerate(found) if it["text"] == now.get("text")), -1)
        others = [it for it in (*found[at + 1 :], *found[: max(at, 0)]) if it != now]
        if not others or scene.text != texts.get(scene.index):
            raise RequestRefused(
                "The text of this scene gives no other question. Write one yourself.",
                "no_other_question", 409,
            )  # fmt: skip
        scene.question = others[0]
        scene.save(update_fields={"question"})
    return scene


def _word(word: WordToLearn, scene: Scene) -> WordToLearn:
    said, meaning = _line(word.word), _line(word.meaning)
    if not said:
        raise RequestRefused("Write the word that this meaning belongs to.", "no_word")
    if not meaning:
        raise RequestRefused("Give each word its meaning.", "no_meaning")
    if len(said) > LONGEST_WORD or len(meaning) > LONGEST_MEANING:
        raise RequestRefused(
            f"A word can have at most {LONGEST_WORD} characters, a meaning {LONGEST_MEANING}.",
            "word_too_long",
        )
    if said.casefold() not in scene.text.casefold():
        raise RequestRefused("Choose words that the scene says.", "word_not_said")
    return WordToLearn(said, meaning)


def _question(question: Question) -> Question:
    text = _line(question.text)
    answers = tuple(_line(answer) for answer in question.answers)
    if not text or not all(answers):
        raise RequestRefused("Write the question and each of its answers.", "empty_question")
    if len(text) > LONGEST_QUESTION or max(map(len, answers), default=0) > LONGEST_ANSWER:
        raise RequestRefused(
            f"A question can have at most {LONGEST_QUESTION} characters, an answer {LONGEST_ANSWER}.",
            "question_too_long",
        )
    distinct = {answer.casefold() for answer in answers}
    if not FEWEST_ANSWERS <= len(answers) <= MOST_ANSWERS or len(distinct) < len(answers):
        raise RequestRefused("Give a question two to four answers, each another one.", "answers")
    if not 0 <= question.right < len(answers):
        raise RequestRefused("Choose the right answer.", "no_right_answer")
    return Question(text, answers, question.right)


def _line(text: str) -> str:
    """Return the text as one line, without characters that nobody sees."""
    # The joiners are no letters, but shape Arabic and Persian ones.
    kept = (mark for mark in text if mark.isprintable() or mark.isspace() or mark in "\u200c\u200d")
    return " ".join("".join(kept).split())
