"""What stories say in every language, by code: about requests, and on rows that were not made."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What a request may be refused with.
REQUESTS: dict[str, Promise] = {
    "no_file": _("Choose a file first."),
    "budget": _("This costs more than is left of your day. Ask for less, or come back tomorrow."),
    "key_form": _("The Idempotency-Key can have at most 200 printable characters."),
    "uploads_at_once": _(
        "Your other documents are being read just now. Wait a moment, then upload this one."
    ),
    "too_many_refused": _(
        "Too many of your documents could not be read today. Try others tomorrow, or ask your teacher."
    ),
    "own_at_once": _(
        "You are having several things done at once. Wait until one is done, then try again."
    ),
    "busy": _("Much is being done just now; try again in a moment."),
    "changed": _("Somebody else changed this meanwhile. Look at it, then try again."),
    "grade": _("The grade must be a number from 1 to 12."),
    "scenes": _("The number of scenes must be from 1 to 60."),
    "no_story": _("There is no such story, or it is not yours to see."),
    "not_together": _("The class does not listen with you any more."),
    "not_shared_with_class": _("This story is not shared with this class."),
    "no_scene": _("This story has no such scene yet."),
    "scene_gone": _("This scene is not there any more."),
    "being_told": _("This story is still being told. Arrange its scenes when it is told."),
    "not_told": _("This story was not told to its end. Finish it first, then arrange its scenes."),
    "many_scenes": _("A story can have at most 200 scenes."),
    "last_scene": _("A story has at least one scene. Change its words instead."),
    "no_next_scene": _("No scene follows this one."),
    "no_such_place": _("Split a scene between two of its sentences."),
    "no_place": _("There is no such place in this story."),
    "scene_name_too_long": _("This is too long. Make it shorter."),
    "not_ready": _("Look at this scene when its picture and its voice are there."),
    "not_looked_at": _("Look at each scene first: some are not looked at yet."),
    "same_language": _("Choose another language than the one that the story is told in."),
    "no_translator": _("Nothing here can translate. Write the words yourself."),
    "no_translation": _("This scene is not told in that language yet."),
    "translating": _("This scene is being translated already."),
    "no_page": _("This document has no such page."),
    "no_vowels": _("Only Arabic is written without its vowels."),
    "vowels_away": _("The vowels cannot be fetched just now; try again in a moment."),
    "no_model_to_try": _("Stories are told here without a model."),
    "no_words": _("There are no such words."),
    "no_question": _("This scene asks nothing."),
    "no_such_answer": _("Choose one of the answers."),
    "many_words": _("A scene can have at most 6 words to learn."),
    "story_title": _("Give the story a title, of at most 120 characters."),
    "no_word": _("Write the word that this meaning belongs to."),
    "no_meaning": _("Give each word its meaning."),
    "word_too_long": _("This is too long. Make it shorter."),
    "word_not_said": _("Choose words that the scene says."),
    "empty_question": _("Write the question and each of its answers."),
    "question_too_long": _("This is too long. Make it shorter."),
    "answers": _("Give a question two to four answers, each another one."),
    "no_right_answer": _("Choose the right answer."),
    "no_other_question": _("The text of this scene gives no other question. Write one yourself."),
    "unfinished": _("Look at the whole story first: it is not finished yet."),
    "changed_since": _("This story has changed since you looked at it. Look again, then share it."),
    "caption_too_long": _("This is too long. Make it shorter."),
    "wish_too_long": _("This is too long. Make it shorter."),
    "too_many_pixels": _("This picture has too many pixels. Choose a smaller one."),
    "too_small": _("This picture is too small. Choose a larger one."),
    "not_a_photo": _(
        "One of these photos is damaged or no photo. Take it again, or choose another."
    ),
    "photo_too_large": _(
        "One of these photos has too many pixels to be opened here. Take it again, smaller."
    ),
    "many_photos": _("Choose at most 20 photos."),
    "one_document": _("Only photos can be several at once. Choose one document, or photos alone."),
    "file_and_text": _("Send a file or a text, not both."),
    "text_too_long": _("A text can have at most 200 000 characters. Paste a part of it."),
    "note": _("Write what is good and what to change, in a few sentences."),
    "shared_already": _("This story is shared already. Make it private first."),
    "published": _("This story is shared with others. Make it private first, then change it."),
}

#: Why a row could not be made, or is not made yet: pages that show rows carry these.
ROWS: dict[str, Promise] = {
    "outside_forbidden": _("This site sends nothing to services of others."),
    "not_a_pdf": _("This file is not a PDF."),
    "unknown_format": _(
        "This kind of file cannot be read here. Try a PDF, a Word document or photos of its pages."
    ),
    "old_office": _(
        "This file was saved in an old format of Word, PowerPoint or Excel. Open it, save it as .docx or "
        ".pptx and upload that."
    ),
    "macros": _(
        "This document carries programs (macros). Save it without them, as .docx or .pptx, and upload that."
    ),
    "protected_book": _(
        "This book is protected against copying and cannot be opened here. Upload one without protection."
    ),
    "letters": _(
        "The letters of this text could not be recognised. Save it as UTF-8 and upload that."
    ),
    "nothing_to_tell": _(
        "There are no words to tell in this document. Upload one with words in it."
    ),
    "unpacks_too_large": _(
        "This file unpacks into more than can be read safely. Save it as a simpler or shorter one."
    ),
    "empty": _("There is nothing in it."),
    "encrypted": _(
        "This document is locked with a password. Save a copy without one and upload that."
    ),
    "corrupt": _(
        "This file is damaged and cannot be opened. Save it again and upload the new file."
    ),
    "too_many_pages": _("This document has too many pages. Upload a part of it."),
    "no_text": _("This document has no text to read, only pictures."),
    "needs_ocr": _(
        "These pages are pictures of text, and reading those is not set up here. Upload a document whose "
        "text can be selected."
    ),
    "form_placeholder": _(
        "This PDF is a form that only Adobe Reader can show. Print it to a new PDF there and upload that."
    ),
    "portfolio": _(
        "This PDF is a collection of other files. Open it, save the file that you want and upload that."
    ),
    "too_complex": _(
        "This document is too complicated to read safely. Try a simpler or shorter one."
    ),
    "slow_page": _("A page of this document takes too long to read. Try a simpler one."),
    "crowded": _(
        "This document is made of too many small parts to be read. Save it as a simpler one."
    ),
    "slow_scan": _(
        "These pages could not be read in time. Try again in a while, or with fewer pages."
    ),
    "slow_document": _("This document takes too long to read. Try a simpler or shorter one."),
    "parts_missing": _("Some scenes are missing their picture or voice."),
    "blocked": _("The safety filter stopped this."),
    "unreachable": _("The service that makes this is away; it goes on by itself."),
    "key": _("This is not set up yet. Tell whoever runs this site; then it goes on by itself."),
    "moved_on": _("Somebody changed this scene meanwhile, so its words were left as they are."),
    "same": _("The storyteller found no other words for this scene."),
    "unfit": _("What the storyteller told is not fit to be read aloud. Try again."),
    "not_taken": _("The storyteller could not take this document. Try a shorter or simpler one."),
    "model": _("The storyteller is not set up rightly. Tell whoever runs this site."),
    "timeout": _("The storyteller took too long."),
    "cut": _("The storyteller stopped in the middle of the story."),
    "unreadable": _("The storyteller gave an answer that could not be read."),
    "no_picture": _("No picture could be made for this scene."),
    "not_a_picture": _("The picture did not turn out."),
    "wrong_size": _("The picture did not turn out."),
    "needs_a_model": _(
        "This site tells stories in the words of the document and cannot make them harder. "
        "Edit the text yourself."
    ),
    "short_already": _(
        "The sentences of this scene cannot be made shorter without changing its words. "
        "Edit the text yourself."
    ),
    "nothing": _("What the storyteller told is not fit to be read aloud. Try again."),
}

#: Why words of the document are not told; the keys are the reasons of `stories.reading`.
LEFT_OUT: dict[str, Promise] = {
    "title page": _("Title page"),
    "byline": _("Who wrote it"),
    "contents": _("List of contents"),
    "credits": _("Who made it"),
    "header": _("Line above each page"),
    "footer": _("Line below each page"),
    "footnote": _("Note below the text"),
    "watermark": _("Stamp across the page"),
    "turned": _("Written sideways"),
    "chords": _("Chords of a song"),
    "no room": _("The story had no scene left for it"),
    "hidden slide": _("Hidden slide"),
    "speaker notes": _("Notes of the speaker"),
    "prompt": _("Space to fill in"),
    "code": _("Program code"),
    "struck out": _("Struck out"),
    "picture": _("What a picture shows"),
}
