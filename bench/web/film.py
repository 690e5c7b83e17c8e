"""A child's way as sheets of screenshots: `python -m bench.web.film [--sizes phone …] [--languages en …]`.

Signing in, the first shelf, choosing a file, waiting, playing, a question, the ending and the shelf
afterwards: one sheet for each size, language and look into the folder film/, to be looked at. The way is
walked once in each language; each step is seen in every size and look.
"""

import argparse
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.conftest import PATIENCE_MS
from tests.browser.program import ARGUMENTS, browser_program
from tests.browser.tales import tale
from tests.browser.world import PASSWORD, World, opened
from tests.pdfs import text_pdf
from tests.processes import wait_until

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "landscape": {"width": 740, "height": 360},
    "tablet": {"width": 1080, "height": 810},
    "upright": {"width": 820, "height": 1180},  # a tablet in two hands
    "desktop": {"width": 1280, "height": 800},
    "zoomed": {"width": 640, "height": 400},  # a desktop at 200 %
    "narrow": {"width": 320, "height": 568},
}
USUAL = ("phone", "landscape", "upright", "desktop")
CELL_WIDTH = 620  # pixels at most of each picture in a sheet
SHEET_WIDTH = 2000
GAP = 8
OWN = {"en": "samples/how-rain-travels.pdf", "ar": "samples/sirr-al-asal.pdf"}
PUBLISH = """
from django.utils import timezone
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(published_at=timezone.now())
"""
ASK = """
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(shows_lessons=True)
"""
#: A story in each state that a shelf shows, by its hero.
STATES = {"Bruno": "completed", "Ida": "cancelled", "Emil": "failed", "Mia": "processing"}
HELD = """
from stories.models import Story
for pk, status in {states}.items():
    done, progress = (1, 40) if status == "processing" else (3, 100)
    Story.objects.filter(pk=pk).update_unwatched(status=status, completed_items=done, progress=progress)
"""
#: Short stories of the house, so that a shelf is one.
SHELF = {
    "The fox and the grapes": ("A hungry fox saw grapes on a wall.", "He jumped and could not reach them."),
    "Bread": ("Grandmother baked bread in the kitchen.", "The boy sat at the table and waited."),
    "The boy who counted every star in the sky before he went to bed": (
        "At night the boy lay in the grass and looked at the stars.", "A cat sat beside him.",
    ),
    "A day at the sea": ("The girl ran to the sea with her father.", "They found a shell on the beach."),
}  # fmt: skip
LOADED = "[...document.images].every(it => it.complete || it.loading === 'lazy')"
LINGER = "document.getElementById('audio').playbackRate = 0.1"
HURRY = "document.getElementById('audio').playbackRate = 12"


def way(page: Page, world: World, language: str) -> Iterator[str]:
    """Walk the child's way; yields the name of each step when it is to be seen."""
    name = world.newcomer()
    page.goto("/accounts/login/")
    yield "sign in"
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")  # other ways to sign in have buttons of their own
    page.wait_for_url("**/stories/")
    yield "first run"
    page.goto("/stories/upload/")
    page.locator("#file").set_input_files(OWN[language])
    yield "upload"
    with world.without("workers"):
        page.locator("#go button").click()
        page.wait_for_url(re.compile(r"/stories/[0-9a-f-]{36}/$"))
        expect(page.locator("#coming-steps")).to_be_visible()
        yield "waiting"
    expect(page.locator("#play")).to_be_enabled()
    page.locator("#play").click()
    expect(page.locator("#picture img").first).to_be_visible()
    expect(page.locator(".word-now")).to_be_visible()
    expect(page.locator("#picture img").first).not_to_have_js_property("naturalWidth", 0)
    page.wait_for_timeout(800)  # until it has appeared
    page.evaluate(LINGER)
    yield "playing"
    page.locator("#big-picture").click()
    yield "large picture"
    story = page.url.rstrip("/").rsplit("/", 1)[-1]
    world.finish(name, story)
    world.run(ASK.format(story=story))
    page.goto(f"/stories/{story}/")
    hear_to_the_end(page)
    expect(page.locator("#between")).to_be_visible()
    yield "question"
    page.locator("#between-on").click()
    if language == "en":  # its sample is long
        story = world.upload(name, tale("Lina", 3))
        world.finish(name, story)
        world.run(ASK.format(story=story))
        page.goto(f"/stories/{story}/")
    hear_to_the_end(page)
    while page.locator("#between[open]").count():
        page.locator("#between-on").click()
        hear_to_the_end(page)
    expect(page.locator(".ending")).to_be_visible()
    page.wait_for_timeout(1500)  # until the stars are gathered
    yield "ending"
    states = fill_shelf(world, name)
    begin(page, next(iter(states)))
    world.run(HELD.format(states=states))
    page.goto("/stories/")
    yield "shelf"


def fill_shelf(world: World, name: str) -> dict[str, str]:
    """Have more stories made. Returns the state that each is to be shown in by its id."""
    stories = [world.upload(name, tale(hero, 3)) for hero in STATES]
    for story in stories:
        world.finish(name, story)
    return dict(zip(stories, STATES.values(), strict=True))


def begin(page: Page, story: str) -> None:
    """Hear the first of a story's scenes, and no more."""
    page.goto(f"/stories/{story}/")
    expect(page.locator("#play")).to_be_enabled()
    page.locator("#play").click()
    expect(page.locator(".word-now")).to_be_visible()
    page.evaluate(HURRY)
    expect(page.locator("#strip .stop").nth(1)).to_have_attribute("aria-current", "true")
    page.locator("#play").click()


def hear_to_the_end(page: Page) -> None:
    """Hear what is left, quickly, until a card opens."""
    expect(page.locator("#play")).to_be_enabled()
    silent = 1
    while not page.locator("dialog[open]").count():
        # Between two scenes it is silent for a moment, in which Play would stop it.
        if silent > 2:
            page.locator("#play").click()
            silent = 0
        page.evaluate(HURRY)
        page.wait_for_timeout(300)
        silent = silent + 1 if page.evaluate("document.getElementById('audio').paused") else 0


@dataclass(frozen=True)
class Look:
    """How a screen is looked at."""

    size: str
    language: str
    dark: bool

    @property
    def name(self) -> str:
        return f"{self.size}-{self.language}-{'dark' if self.dark else 'light'}"


def film(browser: Browser, world: World, looks: Sequence[Look]) -> dict[Look, list[Path]]:
    """Walk the way in the language of the looks, which is one; the pictures of each look."""
    language = looks[0].language
    context = browser.new_context(base_url=world.url, locale=language, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "django_language", "value": language, "url": world.url}])
    page = context.new_page()
    shots: dict[Look, list[Path]] = {look: [] for look in looks}
    for number, step in enumerate(way(page, world, language), start=1):
        page.wait_for_load_state("networkidle" if step in ("first run", "shelf") else "load")
        for look in looks:
            page.emulate_media(color_scheme="dark" if look.dark else "light")
            page.set_viewport_size(SIZES[look.size])
            page.evaluate("scrollTo(0, 0)")
            wait_until(lambda: bool(page.evaluate(LOADED)), "the pictures")
            path = Path("film") / look.name / f"{number}-{step.replace(' ', '-')}.png"
            page.screenshot(path=path, animations="disabled", full_page=step == "shelf")
            shots[look].append(path)
    context.close()
    return shots


def write_sheet(shots: list[Path], path: Path) -> None:
    pictures = []
    for shot in shots:
        with Image.open(shot) as image:
            image.thumbnail((CELL_WIDTH, CELL_WIDTH * 2))
            pictures.append(image.convert("RGB"))
    wide, high = pictures[0].width + GAP, pictures[0].height + GAP
    columns = SHEET_WIDTH // wide
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * wide, rows * high), "white")
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (number % columns * wide, number // columns * high))
    sheet.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.web.film", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=USUAL)
    parser.add_argument("--languages", nargs="+", choices=OWN, default=list(OWN))
    parser.add_argument("--looks", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="edusmart-film-"))
    program = browser_program()
    with opened(folder) as world, sync_playwright() as playwright:
        for language in options.languages:
            story = world.upload("nora", Path(OWN[language]).read_bytes())
            world.finish("nora", story)
            world.run(PUBLISH.format(story=story))
        for title, pages in SHELF.items():
            story = world.upload("nora", text_pdf([[page] for page in pages], title=title))
            world.finish("nora", story)
            world.run(PUBLISH.format(story=story))
        browser = playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, chromium_sandbox=False
        )
        for language in options.languages:
            of = product(options.sizes, options.looks)
            looks = [Look(size, language, dark=look == "dark") for size, look in of]
            for look, shots in film(browser, world, looks).items():
                write_sheet(shots, Path("film") / f"{look.name}.png")
        browser.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
