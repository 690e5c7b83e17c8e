"""Uploads: what is wrong is said in one sentence, and real books become stories."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import pdfs
from tests.browser.conftest import Visit
from tests.browser.player import pdf_file, upload
from tests.browser.world import World
from tests.processes import ROOT

BOOKSHELF = ROOT.parent / "shared" / "pdfs"
NAMES = ("en-together-were-strong", "es-honeyguide", "fr-roi-kayanja", "ar-simbegwire")
BOOKS = [
    ROOT / "samples" / "how-rain-travels.pdf",
    *(book for name in NAMES if (book := BOOKSHELF / f"{name}.pdf").exists()),
]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_bad_file_is_explained_and_the_form_is_kept(
    visit: Visit, world: World, size: str
) -> None:
    visitor = visit(world.newcomer(), size=size)
    visitor.expects("answered 400", "status of 400")
    page = visitor.page
    visitor.go("/stories/upload/")
    visitor.find("#grade").select_option("7")
    visitor.find("#scenes").fill("5")
    page.get_by_role("radio", name="Calm").check()
    problem = visitor.find("#problem")

    with visitor.staying():
        visitor.find("#file").set_input_files(pdf_file("letter.pdf", pdfs.not_a_pdf()))
        expect(problem).to_have_text("This is not a PDF. Choose a file that ends in .pdf.")
        visitor.shoot("not a pdf", whole=True)
        visitor.find("#file").set_input_files(pdf_file("locked.pdf", pdfs.encrypted()))
        expect(problem).to_be_hidden()
        visitor.find("#go button").click()
        expect(problem).to_have_text(
            "This PDF is locked with a password. Save a copy without one and upload that."
        )
        visitor.shoot("locked", whole=True)
    expect(visitor.find("#grade")).to_have_value("7")
    expect(visitor.find("#scenes")).to_have_value("5")
    expect(page.get_by_role("radio", name="Calm")).to_be_checked()
    expect(visitor.find("#file-name")).to_have_text("locked.pdf")


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
