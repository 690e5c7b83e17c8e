"""Change one scene's words.

A scene's narration always says the words on the screen: when they change, the old narration is deleted
and a new one ordered. The picture stays. The question is held back (see `question`).
"""

import re
import unicodedata
from dataclasses import dataclass

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.plain.text import is_said
from edusmart.work.models import Status
from edusmart.work.queues import wake
from stories.actions.scenes.question import Decision, decide_question, hold_while_changed
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_rewriting
from stories.models import Rewriting, Scene, Story
from stories.models.scene import LONGEST_TITLE
from stories.providers.choice import text_provider
from stories.providers.storyteller import LONGEST_SCENE_WORDS

LONGEST_TEXT = 4000
LONGEST_CAPTION = 300
OPEN = (Status.PENDING, Status.PROCESSING)


def may_edit(story: Story, user: User) -> bool:
    """Return whether who works on the story may change it: a teacher always, others until it is shown."""
    return user.is_editor or not story.is_vouched_for


def require_editable(story: Story, user: User) -> None:
    """Raise RequestRefused (409) where the user, no teacher, would change words that a teacher
    published or shared with a class."""
    # A teacher let these words through; an owner takes the story back first (decision 006).
    if not may_edit(story, user):
        raise RequestRefused(
            "This story is shared with others. Make it private first, then change it.",
            "published", 409,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """The text, caption and title that the writer started from, None where they are not known."""

    text: str | None = None
    caption: str | None = None
    title: str | None = None


def edit_scene(
    scene: Scene,
    user: User,
    text: str | None = None,
    caption: str | None = None,
    question: Decision | None = None,
    seen: Seen | None = None,
    title: str | None = None,
) -> Scene:
    """Set the scene's text, caption and title and decide about its held question; None leaves one as it is.

    Raises RequestRefused, and changes nothing: 409 where another person changed what was `seen` or a
    teacher published the story, 400 for a text that is empty, or anything that is too long.
    """
    text = None if text is None else speakable(text)
    caption = None if caption is None else _caption(caption)
    title = None if title is None else scene_title(title)
    with changing(scene.topic_id):
        # Read again under the lock: two writers may have come this far.
        scene = Scene.objects.select_related("story__topic", "narration").get(pk=scene.pk)
        require_editable(scene.story, user)
        _require_seen(scene, seen or Seen(), text, caption)
        _require_seen_title(scene, seen or Seen(), title)
        if caption is not None and caption != scene.caption:
            scene.caption = caption
            scene.save(update_fields={"caption"})
        if title is not None and title != scene.title:
            scene.title = title
            scene.save(update_fields={"title"})
        if text is not None and text != scene.text:
            _put_own_text(scene, text)
        if question and scene.question:
            decide_question(scene, question)
            scene.save(update_fields={"question"})
    return scene


def _require_seen(scene: Scene, seen: Seen, text: str | None, caption: str | None) -> None:
    """Raise RequestRefused where the scene says neither what its writer saw nor what they want it to
    say."""
    texts = None if seen.text is None else _plain(seen.text)
    captions = None if seen.caption is None else _line(seen.caption)
    # By the words, not by the row's rev: a new picture must not cost a writer their sentence. Who wants what
    # is there already has no conflict, which makes a request that is sent twice harmless.
    if texts not in {None, scene.text} and text != scene.text:
        raise RequestRefused(
            "Somebody else changed this scene meanwhile. Look at their words, then save yours again.",
            "moved_on", 409,
        )  # fmt: skip
    if captions not in {None, scene.caption} and caption != scene.caption:
        raise RequestRefused(
            "Somebody else changed this caption meanwhile. Look at theirs, then save yours again.",
            "moved_on", 409,
        )  # fmt: skip


def _require_seen_title(scene: Scene, seen: Seen, title: str | None) -> None:
    if seen.title not in {None, scene.title} and title not in {None, scene.title}:
        raise RequestRefused(
            "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
        )


def _put_own_text(scene: Scene, text: str) -> None:
    """Set a text that a person wrote; the question is held back where the change may touch it."""
    hold_while_changed(scene, text)
    set_text(scene, text)
    for done in scene.rewritings.exclude(status__in=OPEN):
        done.delete()  # the words it was about are no longer there


def _begins_with_line(text: str, heading: str) -> bool:
    """Return whether the heading is the text's first lines, as the player takes them for a heading."""
    wanted = heading.split()
    read: list[str] = []
    for line in text.split("\n"):
        read += line.split()
        if len(read) >= len(wanted):
            break
    return read == wanted


def set_text(scene: Scene, text: str) -> None:
    """Set the scene's text and order its narration again. Call inside `changing(topic)`."""
    story, spoken = scene.story, scene.narration
    # A heading that is no longer part of the text would be shown and not spoken; one that has become a part
    # of a longer line would be shown twice.
    gone = scene.heading in scene.text and scene.heading not in text
    if gone or (
        _begins_with_line(scene.text, scene.heading) and not _begins_with_line(text, scene.heading)
    ):
        scene.heading = ""
    # The own provider quotes the scene's beginning as caption; such a quotation goes with its words.
    quoted = scene.caption.removesuffix("…")
    if quoted and quoted in scene.text and quoted not in text:
        scene.caption = ""
    scene.words = [it for it in scene.words if is_still_said(it, scene.text, text)]
    # It was about the words that were told.
    scene.traced = []
    scene.text = text
    scene.narration = story.order_narration(scene.index, text)
    scene.save(
        update_fields={"text", "heading", "caption", "words", "question", "narration", "traced"}
    )
    # After the scene's save: the database refuses to delete a narration in use.
    spoken.delete()  # the worker that makes it finds no row to complete
    for rewriting in scene.rewritings.filter(status__in=OPEN):
        rewriting.cancel()
    if not story.is_open:
        story.start_round()
    owner_of(story.topic).settle(story.topic)


def order_rewriting(scene: Scene, direction: str, user: User) -> Rewriting:
    """Order the scene's text in `simpler` or `harder` words.

    Raises RequestRefused: 409 while another rewriting is under way, 429 where the owner's budget does
    not pay for it.
    """
    with changing(scene.topic_id):
        scene = Scene.objects.select_related("story__owner").get(pk=scene.pk)
        require_editable(scene.story, user)
        # Before the constraint says so, which would say it without a sentence.
        if scene.rewritings.filter(status__in=OPEN).exists():
            raise RequestRefused("New words for this scene are being found already.", "busy", 409)
        require_budget(scene.story.owner, cost_of_rewriting(scene.text))
        for old in scene.rewritings.all():
            old.delete()
        rewriting = Rewriting(
            topic_id=scene.topic_id, scene=scene, direction=direction, before=scene.text,
            wanted_by=user, provider=text_provider().gate, turn=scene.index,
            owner_id=scene.story.owner_id, length=len(scene.text),
        )  # fmt: skip
        rewriting.save()
        wake(Rewriting.kind)
    return rewriting


def is_still_said(learned: dict[str, str], before: str, text: str) -> bool:
    """Return whether the new text says a word to learn, and the sentence that explains it if the one
    before did."""
    sentence = learned["meaning"].strip("“”«»… \u00a0")
    is_said = learned["word"].casefold() in text.casefold()
    return is_said and (sentence not in before or sentence in text)


def speakable(sent: str) -> str:
    """Return the text as a scene has it. Raises RequestRefused (400) for one that is empty or too long."""
    text = _plain(sent)
    if not is_said(text):
        raise RequestRefused("Write at least one word: a scene cannot be empty.", "empty")
    # As it was sent: the API's document says so, and what is taken out would count here only.
    if len(sent) > LONGEST_TEXT or len(text.split()) > LONGEST_SCENE_WORDS:
        raise RequestRefused(
            f"A scene can have at most {LONGEST_SCENE_WORDS} words and {LONGEST_TEXT} characters.",
            "too_long",
        )
    return text


def _plain(text: str) -> str:
    """Return the text without control characters, with line ends as one or two newlines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # The joiners are of category C too, but shape Arabic and Persian letters.
    kept = (c for c in text if c in "\n\u200c\u200d" or unicodedata.category(c)[0] != "C")
    lines = (" ".join(line.split()) for line in "".join(kept).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def scene_title(sent: str) -> str:
    """Return the title as a scene has it, "" for none. Raises RequestRefused (400) for one too long."""
    if len(sent) > LONGEST_TITLE:
        raise RequestRefused(
            f"The name of a scene can have at most {LONGEST_TITLE} characters.",
            "scene_name_too_long",
        )
    return _line(sent)


def _caption(sent: str) -> str:
    text = _line(sent)
    if len(sent) > LONGEST_CAPTION:
        raise RequestRefused(
            f"A caption can have at most {LONGEST_CAPTION} characters.", "caption_too_long"
        )
    return text
