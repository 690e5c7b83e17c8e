"""Why something did not work, in the language of whoever reads it: one catalogue, by code.

What is raised or written on a row says it in English and precisely, with its numbers. Here it is said for
everybody else, for a code at a time; a code that is not here keeps its English sentence (decision 008).
"""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

#: What a request may be answered with. A code that several rooms use is said so that it fits all of them.
ANSWERS: dict[str, Promise] = {
    "invalid": _("Something about this request is not right."),
    "sign_in": _("You are not signed in any more. Sign in and try again."),
    "not_allowed": _("You may not do this. Ask a teacher."),
    "no_file": _("Choose a file first."),
    "too_big": _("This file is too large. Choose a smaller one."),
    "quota": _("This is more than is allowed in one day. Come back tomorrow."),
    "budget": _("This costs more than is left of your day. Ask for less, or come back tomorrow."),
    "storage": _("Nothing can be stored just now; please try again soon."),
    "busy": _("Much is being done just now; try again in a moment."),
    "changed": _("Somebody else changed this meanwhile. Look at it, then try again."),
    "conflict": _("Somebody else changed this meanwhile. Look at it, then try again."),
    "grade": _("The grade must be a number from 1 to 12."),
    "voice": _("There is no such voice. Choose another one."),
    "no_voice": _("There is no such voice. Choose another one."),
    "language": _("Choose one of the languages that are offered."),
    "scenes": _("The number of scenes must be from 1 to 60."),
    "no_story": _("There is no such story, or it is not yours to see."),
    "no_scene": _("This story has no such scene yet."),
    "no_page": _("This document has no such page."),
    "no_question": _("This scene asks nothing."),
    "no_such_answer": _("Choose one of the answers."),
    "unfinished": _("Look at the whole story first: it is not finished yet."),
    "caption_too_long": _("This is too long. Make it shorter."),
    "wish_too_long": _("This is too long. Make it shorter."),
    "title_too_long": _("This is too long. Make it shorter."),
    "item_too_long": _("This is too long. Make it shorter."),
    "too_many_pixels": _("This picture has too many pixels. Choose a smaller one."),
    "too_small": _("This picture is too small. Choose a larger one."),
    "not_mp3": _("These voices are not MP3. Take the EPUB instead."),
    "no_brief": _("There is no such brief."),
    "no_job": _("There is no such job."),
    "no_item": _("This brief has no such item."),
    "no_items": _("This brief has no items yet. Write one first."),
    "empty_item": _("An item has no text to read aloud."),
    "too_many_items": _("A brief cannot have so many items."),
    "twice": _("The same item was sent twice."),
    "bad_character": _("There is a character in it that cannot be kept."),
    "no_title": _("Give it a title."),
    "voice_language": _("This voice does not speak this brief's language."),
    "running": _("Audio is being made already."),
    "nothing_failed": _("Nothing failed here."),
    "no_audio": _("Not everything of this brief has audio yet. Generate it first."),
    "lost_audio": _("Some audio of this brief is lost. Generate it again."),
    "too_late": _("That is more than a year ahead. Choose an earlier time."),
    "no_programme": _("There is no such programme."),
    "too_many_links": _("You have many private links. Revoke one first."),
    "no_link": _("There is no such link."),
    "cover": _("This is no picture that can be read. Choose a JPEG or PNG."),
}

#: Why a row could not be made: a page that shows rows carries these.
REASONS: dict[str, Promise] = {
    "not_a_pdf": _("This file is not a PDF."),
    "empty": _("There is nothing in it."),
    "encrypted": _("This PDF is locked with a password. Save a copy without one and upload that."),
    "corrupt": _(
        "This PDF is damaged and cannot be opened. Export it again and upload the new file."
    ),
    "too_many_pages": _("This PDF has too many pages. Upload a part of it."),
    "no_text": _("This PDF has no text to read, only pictures."),
    "needs_ocr": _("This PDF is scanned. Upload a PDF whose text can be selected."),
    "too_complex": _("This PDF is too complicated to read safely. Try a simpler or shorter one."),
    "failed": _("Something went wrong while making this."),
    "crashed": _("It stopped unexpectedly several times; please try again."),
    "gone": _("It is not there any more."),
    "parts_missing": _("Some scenes are missing their picture or voice."),
    "blocked": _("The safety filter stopped this."),
    "rate_limited": _("Much is being done just now; it goes on by itself."),
    "unavailable": _("The service that makes this is away; it goes on by itself."),
    "unreachable": _("The service that makes this is away; it goes on by itself."),
    "key": _("This is not set up yet. Tell whoever runs this site; then it goes on by itself."),
    "moved_on": _("Somebody changed this scene meanwhile, so its words were left as they are."),
    "same": _("The storyteller found no other words for this scene."),
    "unfit": _("What the storyteller told is not fit to be read aloud. Try again."),
    "not_taken": _("The storyteller could not take this document. Try a shorter or simpler one."),
    "model": _("The storyteller is not set up rightly. Tell whoever runs this site."),
    "timeout": _("The storyteller took too long."),
    "cut": _("The storyteller stopped in the middle of the story."),
    "too_long": _("This is too long. Make it shorter."),
    "unreadable": _("The storyteller gave an answer that could not be read."),
    "no_picture": _("No picture could be made for this scene."),
    "not_a_picture": _("The picture did not turn out."),
    "wrong_size": _("The picture did not turn out."),
    "tts_400": _("This text cannot be read aloud."),
    "tts_413": _("This text cannot be read aloud."),
    "tts_500": _("The voice stumbled over this text."),
    "not_speech": _("The voice stumbled over this text."),
    "not_audio": _("The voice stumbled over this text."),
    "implausible_audio": _("The voice stumbled over this text."),
    "too_slow": _("The voice took too long over this text."),
}

SENTENCES = ANSWERS | REASONS


def _is_english() -> bool:
    return (get_language() or "en").startswith("en")


def message_for(code: str, sentence: str) -> str:
    """The sentence for the active language; the given English one where there is no other."""
    return sentence if _is_english() else str(SENTENCES.get(code, sentence))


def messages_by_code() -> list[tuple[str, str]]:
    """Code and sentence, for a page in another language whose rows say why they failed."""
    return [] if _is_english() else [(code, str(words)) for code, words in REASONS.items()]
