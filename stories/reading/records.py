"""What reading a document gives, what it may cost, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass, field

SENTENCES = {
    "not_a_pdf": "This file is not a PDF.",
    "unknown_format": (
        "This kind of file cannot be read here. Try a PDF, a Word document or photos of its pages."
    ),
    "old_office": (
        "This file was saved in an old format of Word, PowerPoint or Excel. Open it, save it as .docx or "
        ".pptx and upload that."
    ),
    "macros": (
        "This document carries programs (macros). Save it without them, as .docx or .pptx, and upload that."
    ),
    "protected_book": (
        "This book is protected against copying and cannot be opened here. Upload one without protection."
    ),
    "letters": "The letters of this text could not be recognised. Save it as UTF-8 and upload that.",
    "nothing_to_tell": "There are no words to tell in this document. Upload one with words in it.",
    "unpacks_too_large": (
        "This file unpacks into more than can be read safely. Save it as a simpler or shorter one."
    ),
    "empty": "This document is empty: it has no pages.",
    "encrypted": "This document is locked with a password. Save a copy without one and upload that.",
    "corrupt": "This file is damaged and cannot be opened. Save it again and upload the new file.",
    "too_many_pages": "This document has too many pages.",
    "no_text": "This document has no text to read, only pictures. Upload one with words in it.",
    "needs_ocr": (
        "These pages are pictures of text, as a scanner or a camera makes them, and reading those is not "
        "set up here. Upload a document whose text can be selected."
    ),
    "form_placeholder": (
        "This PDF is a form that only Adobe Reader can show. Print it to a new PDF there and upload that."
    ),
    "portfolio": (
        "This PDF is a collection of other files. Open it, save the file that you want and upload that."
    ),
    "not_a_picture": "This file is not a picture that can be shown. Choose a JPEG, PNG or WebP file.",
    "not_a_photo": (
        "One of these photos is damaged or no photo. Take it again, or choose another."
    ),
    "too_many_pixels": "This picture has more than 40 million pixels. Choose a smaller one.",
    "photo_too_large": "One of these photos has too many pixels to be opened here. Take it again, smaller.",
    "too_small": "This picture is too small. Choose one of at least 96 pixels on each side.",
    "slow_page": "A page of this document takes too long to read. Try a simpler one.",
    "crowded": "This document is made of too many small parts to be read. Save it as a simpler one.",
    "slow_document": "This document takes too long to read. Try a simpler or shorter one.",
    "slow_scan": "These pages could not be read in time. Try again in a while, or with fewer pages.",
    "too_complex": "This document is too complicated to read safely. Try a simpler or shorter one.",
}


#: The codes of documents that a provider which reads pages can tell.
PICTURES = ("no_text", "needs_ocr")


class UnreadableDocument(Exception):
    """The document cannot be told; `sentence` says why in words a teacher understands.

    `code` is one of the keys of SENTENCES. `page_count` is the number of its pages, 0 where unknown.
    """

    def __init__(self, code: str, sentence: str = "", page_count: int = 0) -> None:
        self.code = code
        self.page_count = page_count
        self.sentence = sentence or SENTENCES[code]
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The most one document may cost. Times in seconds, sizes in bytes, sides in pixels.

    The clocks of the first group are for everything but scanned pages; each of those has
    `ocr_page_seconds`, and all of a document's together `ocr_seconds`. `page_seconds` of processor
    are for the text of one page. After `moment_seconds` of processor the process leaves it to what people
    wait for, with 0 at once; with `ends_after_a_moment` it is ended then, as too slow. Past `wall_seconds` a
    process that works, and has not had as much of the processor, is waited for `busy_seconds` in all.
    `max_parts` counts what pages are drawn of: letters in a row, lines, pictures.
    """

    max_pages: int = 200
    max_characters: int = 400_000
    max_answer_bytes: int = 8 * 1024 * 1024  # many times max_characters as JSON
    memory_bytes: int = 512 * 1024 * 1024  # of address space, libraries included
    max_parts: int = 1_000_000
    page_seconds: float = 8.0
    moment_seconds: float = 2.0
    ends_after_a_moment: bool = False
    cpu_seconds: int = 15
    wall_seconds: float = (
        90.0  # ends what sleeps: on a busy machine the processor's seconds come slowly
    )
    busy_seconds: float = 0.0
    max_picture_side: int = 1536  # twice PICTURE_SIDE: cropping must not show
    ocr_page_seconds: int = 30
    ocr_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or heading in reading order, its lines joined and line-end hyphens mended."""

    text: str
    is_heading: bool
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page with something to tell. `number` counts the document's pages from 1.

    In a document without pages it is a part: a slide, or about a page of a text. `source` says where
    its words come from: "text", the file itself, or "ocr", its pages' pictures.
    """

    number: int
    paragraphs: tuple[Paragraph, ...]
    source: str = "text"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of page `page` (from 1) that are not told.

    `why` is "title page", "title", "byline", "contents", "credits", "header", "footer",
    "page number", "footnote", "note mark", "line numbers", "watermark", "turned" (on its side), "chords",
    "hidden text", "hidden slide", "speaker notes", "prompt" (of a form), "code",
    "struck out", "picture" (what it is said to show), "scanned" (without text, as it could not be read) or
    "limit".
    `sure` is how sure that is, from 0 to 1.
    """

    page: int
    why: str
    text: str = ""
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline: its page from 1, its level from 1."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class TextQuality:
    """How far the file's own text layer can be trusted.

    `letters_per_page` is the mean over all pages. `odd_share`, from 0 to 1, is the part of the
    layer's characters that mean nothing (private, unmapped, control or replacement characters).
    `scanned` are the pages whose layer is missing or garbage: they are pictures of text.
    """

    letters_per_page: float = 0.0
    odd_share: float = 0.0
    scanned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text worth narrating: no title page, running lines, page numbers or credits.

    `language` is "en", "ar", "es" or "fr". `page_count` counts every page, `credits`
    holds the lines of the credits page, and `shortened` says that text past
    `ReadingLimits.max_characters` was left out. `left_out` lists what is not told and why, page by
    page. A document that was read without OCR may have scanned pages alone, and so no `pages`.
    `pictured` are the pages that may have a picture to show; None where that is unknown.
    `declared_language` is what the file says of itself, such as "es-MX"; "" for nothing. `kind` is its
    format: "pdf", "epub", "docx", "pptx", "odt", "md" or "txt".
    """

    title: str
    language: str
    pages: tuple[Page, ...]
    page_count: int
    credits: tuple[str, ...] = ()
    shortened: bool = False
    left_out: tuple[LeftOut, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    quality: TextQuality = field(default_factory=TextQuality)
    pictured: tuple[int, ...] | None = None
    declared_language: str = ""
    kind: str = "pdf"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, page by page."""
        return tuple(paragraph for page in self.pages for paragraph in page.paragraphs)

    @property
    def unread(self) -> tuple[int, ...]:
        """The scanned pages that could not be read, or not in their time."""
        return tuple(sorted({item.page for item in self.left_out if item.why == "scanned"}))

    @property
    def source(self) -> str:
        """Where the words come from: "text", "ocr" or "mixed"."""
        sources = {page.source for page in self.pages} or {"text"}
        return sources.pop() if len(sources) == 1 else "mixed"
