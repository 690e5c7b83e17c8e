"""Taking a finished story along: an MP3 with chapters, an EPUB that reads itself aloud.

The MP3 is put together as it is sent, the EPUB is written to a file on disk one scene at a time: memory
does not grow with the story.
"""

from stories.exporting.book import Book, Page, book_of
from stories.exporting.epub import write_epub
from stories.exporting.made_by import made_by
from stories.exporting.mp3 import joined

__all__ = ["Book", "Page", "book_of", "joined", "made_by", "write_epub"]
