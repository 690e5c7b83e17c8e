"""All voices of a story as one MP3 whose chapters are its scenes."""

from stories.exporting.book import Book
from tts.audio.join import About, Joined, Part, join


def joined(book: Book) -> Joined:
    """Return the file as it is delivered. Raises RequestRefused where the voices cannot be put into one."""
    cover = next((page.picture for page in book.pages if page.picture), "")
    about = About(book.title, "", book.title, book.language, cover)
    parts = [Part(page.title, page.recording) for page in book.pages]
    return join(about, parts, book.changed_at)
