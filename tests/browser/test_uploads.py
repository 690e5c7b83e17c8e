"""Uploads: what is wrong is said in one sentence, and real books become stories."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests import documents, pdfs
from tests.browser.conftest import PATIENCE_MS, Visit
from tests.browser.player import pdf_file, sent, upload
from tests.browser.visitor import SIZES, Visitor
from tests.browser.world import World
from tests.processes import ROOT

BOOKSHELF = ROOT.parent / "shared" / "pdfs"
OCR_MS = 3 * PATIENCE_MS  # what is read by OCR leaves the processor to all else
NAMES = ("en-together-were-strong", "es-honeyguide", "fr-roi-kayanja", "ar-simbegwire")
BOOKS = [
    ROOT / "samples" / "how-rain-travels.pdf",
    *(book for name in NAMES if (book := BOOKSHELF / f"{name}.pdf").exists()),
]
#: Also what the browser refused; and once what was sent while it was looked at.
REFUSED = """
from stories.models import UploadAttempt
refused = UploadAttempt.objects.filter(user__username="{name}").values_list("code", flat=True)
assert sorted(refused) == ["encrypted", "not_a_pdf"], list(refused)
"""


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_bad_file_is_explained_and_the_form_is_kept(
    visit: Visit, world: World, size: str
) -> None:
    name = world.newcomer()
    visitor = visit(name, size=size)
    visitor.expects("answered 400", "status of 400")
    page = visitor.page
    visitor.go("/stories/upload/")
    go = visitor.find("#go button").bounding_box()
    assert go
    assert go["y"] + go["height"] < SIZES[size][1], "the button is out of reach"
    visitor.resize(740, 360)
    expect(visitor.find("#go button")).to_be_in_viewport(ratio=1)
    width, height = SIZES[size]
    visitor.resize(width, height)
    visitor.find("#more summary").click()
    visitor.find("#grade").select_option("7")
    visitor.find("#scenes").fill("5")
    page.get_by_role("radio", name="Calm").check()
    problem = visitor.find("#problem")

    with visitor.staying():
        visitor.find("#file").set_input_files(pdf_file("letter.pdf", pdfs.not_a_pdf()))
        expect(problem).to_have_text("This file is no real PDF. Try another one.")
        expect(problem).to_be_in_viewport(ratio=1)
        visitor.find("#go button").click()  # what was wrong with it is still what is said
        expect(problem).to_have_text("This file is no real PDF. Try another one.")
        visitor.shoot("not a pdf", whole=True)
        visitor.find("#file").set_input_files(pdf_file("locked.pdf", pdfs.encrypted()))
        visitor.find("#go button").click()  # whether it was looked at before or is now
        expect(problem).to_have_text(
            "This document is locked with a password. Save a copy without one and upload that."
        )
        visitor.shoot("locked", whole=True)
    world.run(REFUSED.format(name=name))
    expect(visitor.find("#grade")).to_have_value("7")
    expect(visitor.find("#scenes")).to_have_value("5")
    expect(page.get_by_role("radio", name="Calm")).to_be_checked()
    # What was refused does not look chosen, and the next upload begins with the same choices.
    expect(visitor.find("#file-name")).to_have_text("Choose a file or drop it here")
    visitor.page.reload()
    expect(visitor.find("#choices-now")).to_have_text("Grade 7, about age 12 · Calm")


def test_only_voices_that_speak_the_language_are_offered_and_no_change_is_silent(
    visit: Visit, world: World
) -> None:
    visitor = visit(world.newcomer())
    visitor.go("/stories/upload/")
    visitor.find("#more summary").click()
    voice = visitor.find("#voices .choice:visible")
    expect(voice.filter(has_text="Calm")).to_be_visible()
    expect(voice.filter(has_text="Jenny")).to_have_count(0)
    visitor.find("#language").select_option("en")
    voice.filter(has_text="Jenny").click()
    with visitor.page.expect_response(lambda it: "/audio/samples/en-US-JennyNeural" in it.url):
        visitor.find(".voice-choice", has_text="Jenny").get_by_role("button").click()
    visitor.find("#language").select_option("ar")
    expect(voice.filter(has_text="Jenny")).to_have_count(0)
    expect(visitor.find("#voice-changed")).to_be_visible()
    expect(visitor.find("#voice-changed")).to_contain_text("Jenny does not speak this language.")
    expect(visitor.find("#voice-any")).to_be_checked()
    visitor.shoot("voices of one language", whole=True)


def test_a_word_document_becomes_an_arabic_story_whose_desk_shows_its_text(
    visit: Visit, world: World
) -> None:
    name = world.newcomer()
    visitor = visit(name, size="phone", language="ar")
    visitor.go("/stories/upload/")
    visitor.shoot("upload", whole=True)
    field, problem = visitor.find("#file"), visitor.find("#problem")
    photo = FilePayload(name="1.jpg", mimeType="image/jpeg", buffer=documents.picture())
    field.set_input_files([photo, photo])
    expect(visitor.find("#file-name")).to_have_text("عدد الصور: 2")
    tale = FilePayload(name="bee.docx", mimeType="", buffer=documents.arabic_word())
    field.set_input_files([photo, tale])
    expect(problem).to_contain_text("الصور وحدها")
    expect(visitor.find("#file-name")).to_have_text("اختر ملفًا أو أفلته هنا")
    visitor.shoot("two documents", whole=True)
    visitor.find("#paste summary").click()
    visitor.find("#text").fill(documents.BEE)
    field.set_input_files(tale)
    visitor.find("#go button").click()
    expect(problem).to_contain_text("أرسل ملفًا أو نصًا")
    visitor.shoot("pasted", whole=True)
    visitor.find("#text").fill("")
    story = upload(visitor, tale)
    expect(visitor.find("#play")).to_be_enabled()
    expect(visitor.find("#stage")).to_have_attribute("dir", "rtl")
    expect(visitor.find("#source")).to_be_hidden()  # its parts say nothing to a child
    visitor.shoot("playable")
    visitor.go(f"/story/{story}/edit/")
    source = visitor.find("#scenes > .scene .source").first
    source.locator("summary").click()
    expect(source.locator(".source-words")).to_contain_text("نحلة صغيرة")
    visitor.shoot("desk", whole=True)
    world.cancel(name, story)


WRITTEN = ROOT / "tests" / "stories" / "documents" / "written"
PASTED = f"{documents.FOX} {documents.HERON} They told old tales until the evening came."
PASTED_ARABIC = f"{documents.BEE} {documents.GARDEN}"
PLAIN = f"The Fox and the Heron\n\n{documents.FOX}\n\n{documents.HERON}\n"
PLAIN_ARABIC = f"سر العسل\n\n{documents.BEE}\n\n{documents.GARDEN}\n"
#: What people bring, by the end of its name, and the words that its first scene has to begin with.
BROUGHT = {
    "en": [
        ("book.epub", documents.epub(), "The fox woke up early."),
        ("tale.docx", documents.word(), "The fox woke up early."),
        ("cycle.pptx", documents.slides(), "The sun warms the sea."),
        ("letter.odt", (WRITTEN / "letter.odt").read_bytes(), "The fox woke up early."),
        ("tale.txt", PLAIN.encode(), "The fox woke up early."),
        ("tale.md", documents.MARKDOWN.encode(), "The fox woke up early."),
        ("page.heic", (WRITTEN / "page.heic").read_bytes(), "The fox woke up early."),
    ],
    "ar": [
        ("book.epub", documents.epub([f"<p>{PASTED_ARABIC}</p>"], language="ar", title="سر العسل"), "نحلة"),
        ("cycle.pptx", documents.arabic_slides(), "نحلة"),
        ("letter.odt", documents.open_document("سر العسل", documents.BEE, documents.GARDEN), "نحلة"),
        ("tale.txt", PLAIN_ARABIC.encode("cp1256"), "نحلة"),
        ("tale.md", f"# {PLAIN_ARABIC}".encode(), "نحلة"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "size", "told_in", "pasted", "words"),
    [("en", "desktop", "English", PASTED, "The fox"), ("ar", "phone", "العربية", PASTED_ARABIC, "نحلة")],
)  # fmt: skip
def test_whatever_people_bring_becomes_a_story_in_its_own_words(
    visit: Visit, world: World, language: str, size: str, told_in: str, pasted: str, words: str
) -> None:
    name = world.newcomer()
    visitor = visit(name, size=size, language=language)
    visitor.go("/stories/upload/")
    said = visitor.find("#looks-like")
    for file, content, begins in BROUGHT[language]:
        visitor.find("#file").set_input_files(FilePayload(name=file, mimeType="", buffer=content))
        if not file.endswith("heic"):
            expect(said).to_contain_text(told_in)
        shows_its_words(visitor, world, name, begins)
    visitor.find("#paste summary").click()
    visitor.find("#text").fill(pasted)
    expect(said).to_be_hidden()
    visitor.find("#text").blur()
    expect(said).to_contain_text(told_in)
    visitor.shoot("pasted and looked at", whole=True)
    shows_its_words(visitor, world, name, words)


def shows_its_words(visitor: Visitor, world: World, name: str, words: str) -> None:
    """Send what is chosen, see its words in the first scene, and leave before the rest is made."""
    story = sent(visitor)
    expect(visitor.find("#text")).to_contain_text(words, timeout=OCR_MS)
    expect(visitor.find("#text .word").first).to_be_visible()
    visitor.shoot("told")
    visitor.go("/stories/upload/")
    world.cancel(name, story)


def test_photos_of_arabic_pages_become_an_arabic_story_in_their_order(
    visit: Visit, world: World
) -> None:
    name = world.newcomer()
    visitor = visit(name, size="phone", language="ar")
    photos = [
        FilePayload(name=f"{number}.jpg", mimeType="image/jpeg", buffer=photo_of(visitor, text))
        for number, text in enumerate((documents.BEE, documents.GARDEN), start=1)
    ]
    visitor.go("/stories/upload/")
    visitor.find("#file").set_input_files(photos)
    expect(visitor.find("#file-name")).to_have_text("عدد الصور: 2")
    visitor.shoot("photos", whole=True)
    story = sent(visitor)
    text = visitor.find("#text")
    expect(text).to_contain_text("نحلة صغيرة", timeout=OCR_MS)
    expect(visitor.find("#stage")).to_have_attribute("dir", "rtl")
    expect(text.locator(".word").first).to_be_visible()
    visitor.shoot("told")
    visitor.go(f"/story/{story}/edit/")
    told = visitor.find("#scenes > .scene textarea").first
    expect(told).to_have_value(re.compile("نحلة صغيرة.*الحديقة", re.DOTALL))
    world.cancel(name, story)


def photo_of(visitor: Visitor, text: str) -> bytes:
    """A page of a book as a camera sees it, in large Arabic type: browsers shape its letters."""
    page = visitor.context.new_page()
    page.set_viewport_size({"width": 1000, "height": 700})
    page.set_content(
        f'<body dir="rtl" lang="ar" style="margin: 80px; background: #f4efe2; color: #222; '
        f"font: 44px/2 'Noto Naskh Arabic', 'DejaVu Sans'\">{text}</body>"
    )
    photo = page.screenshot(type="jpeg", quality=85)
    page.close()
    return photo


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_a_book_becomes_a_story(visit: Visit, world: World, book: Path) -> None:
    name = world.newcomer()
    visitor = visit(name, size="phone")
    visitor.journey += f"-{book.stem}"
    visitor.go("/stories/upload/")
    story = upload(visitor, book)
    expect(visitor.find("#play")).to_be_enabled()
    expect(visitor.find("#picture img")).to_be_visible()
    expected = "rtl" if book.stem.startswith("ar") else "ltr"
    expect(visitor.find("#stage")).to_have_attribute("dir", expected)
    expect(visitor.find("#text .word").first).to_be_visible()
    visitor.shoot("playable")
    world.cancel(name, story)
