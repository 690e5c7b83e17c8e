"""Taking a finished story along: an MP3 with chapters, an EPUB that reads itself aloud.

Both are written to a file on disk, one scene at a time, so that memory does not grow with the story.
"""

from stories.exporting.book import Book, Page, book_of
from stories.exporting.epub import write_epub
from stories.exporting.mp3 import write_mp3

__all__ = ["Book", "Page", "book_of", "write_epub", "write_mp3"]
