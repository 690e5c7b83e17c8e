"""Why something did not work, in the language of whoever reads it: one catalogue, by code.

What is raised or written on a row says it in English and precisely, with its numbers. Here it is said for
everybody else, for a code at a time; a code that is not here keeps its English sentence (decision 006).
"""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # What somebody sent
    "no_file": _("Choose a PDF to upload."),
    "too_big": _("This file is too large. Upload a smaller one."),
    "not_a_pdf": _("This file is not a PDF."),
    "empty": _("This PDF is empty."),
    "encrypted": _("This PDF is locked with a password. Save a copy without one and upload that."),
    "corrupt": _(
        "This PDF is damaged and cannot be opened. Export it again and upload the new file."
    ),
    "too_many_pages": _("This PDF has too many pages. Upload a part of it."),
    "no_text": _("This PDF has no text to read, only pictures."),
    "too_complex": _("This PDF is too complicated to read safely. Try a simpler or shorter one."),
    "quota": _("You have made many stories today. Come back tomorrow."),
    "storage": _("Stories cannot be stored just now; please try again soon."),
    "grade": _("The grade must be a number from 1 to 12."),
    "voice": _("There is no such voice. Choose another one."),
    "language": _("Choose one of the languages that are offered."),
    "scenes": _("The number of scenes must be from 1 to 60."),
    "invalid": _("Something about this request is not right."),
    # What somebody may do
    "sign_in": _("You are not signed in any more. Sign in and try again."),
    "not_allowed": _("You may not do this. Ask a teacher."),
    "no_story": _("There is no such story, or it is not yours to see."),
    "no_scene": _("This story has no such scene yet."),
    "no_question": _("This scene asks nothing."),
    "no_such_answer": _("Choose one of the answers."),
    "unfinished": _("Look at the whole story first: it is not finished yet."),
    # What could not be made
    "failed": _("Something went wrong while making this."),
    "crashed": _("It stopped unexpectedly several times; please try again."),
    "gone": _("The uploaded file is gone; please upload it again."),
    "parts_missing": _("Some scenes are missing their picture or voice."),
    "blocked": _("The storyteller will not tell this document: its safety filter stopped it."),
    "not_taken": _("The storyteller could not take this document. Try a shorter or simpler one."),
    "timeout": _("The storyteller took too long."),
    "cut": _("The storyteller stopped in the middle of the story."),
    "too_long": _("The story became too long for the storyteller."),
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


def _is_english() -> bool:
    return (get_language() or "en").startswith("en")


def said(code: str, sentence: str) -> str:
    """The sentence for the active language; the given English one where there is no other."""
    return sentence if _is_english() else str(SENTENCES.get(code, sentence))


def sentences() -> list[tuple[str, str]]:
    """Code and sentence of all, for a page in another language whose rows say why they failed."""
    return [] if _is_english() else [(code, str(words)) for code, words in SENTENCES.items()]
