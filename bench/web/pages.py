"""`python -m bench.web.pages`: what each page jumps, paints, answers and weighs, on a phone, in one run."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.parts.report import write_down
from tests.browser.program import ARGUMENTS, browser_program
from tests.browser.tales import tale
from tests.browser.world import World, opened

PHONE: ViewportSize = {"width": 360, "height": 740}
SETTLED_MS = 2000  # after the network is idle
#: A machine that others use takes minutes for 24 scenes; shifts and bytes are exact there too.
PATIENCE_SECONDS = 600.0
PATIENCE_MS = 120_000  # of a page
READER, SAMPLE = "sami", Path("samples/how-rain-travels.pdf")
#: Shift, largest paint and the slowest answer to a press, as the browser measures them.
NOTE = """
window.noted = {shift: 0, paint: 0, answer: 0};
const note = (type, take, more = {}) => new PerformanceObserver(list => list.getEntries().forEach(take))
  .observe({type, buffered: true, ...more});
note("layout-shift", it => { if (!it.hadRecentInput) window.noted.shift += it.value; });
note("largest-contentful-paint", it => { window.noted.paint = it.startTime; });
note("event", it => {
  if (it.interactionId) window.noted.answer = Math.max(window.noted.answer, it.duration);
}, {durationThreshold: 16});
"""


@dataclass
class Weight:
    """Bytes that came over the line, as they were compressed."""

    urls: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.responseReceived", self._answered)
        devtools.on("Network.loadingFinished", self._finished)

    def _answered(self, it: Any) -> None:
        self.urls[it["requestId"]] = it["response"]["url"]

    def _finished(self, it: Any) -> None:
        self.sizes[it["requestId"]] = int(it["encodedDataLength"])

    def kilobytes(self, part: str) -> float:
        return sum(size for it, size in self.sizes.items() if part in self.urls.get(it, "")) / 1024


def measure(browser: Browser, world: World, path: str, press: str, name: str | None) -> str:
    """Open a page, press something on it, and say what was measured."""
    context = browser.new_context(viewport=PHONE, has_touch=True, base_url=world.url)
    if name:
        session = world.keys[name]["session"]
        context.add_cookies([{"name": "sessionid", "value": session, "url": world.url}])
    context.set_default_timeout(PATIENCE_MS)
    page, weight = context.new_page(), Weight()
    page.add_init_script(NOTE)
    weight.listen(page)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED_MS)
    shift, paint = (page.evaluate(f"window.noted.{it}") for it in ("shift", "paint"))
    loaded, pictures, sound = (weight.kilobytes(it) for it in ("", "/pictures/", "/audio/"))
    page.locator(press).first.click()
    page.wait_for_timeout(SETTLED_MS)
    answer = page.evaluate("window.noted.answer")
    context.close()
    return (
        f"shift {shift:.3f}, largest paint {paint:.0f} ms, answer {answer:.0f} ms, "
        f"{loaded:.0f} KB, of which pictures {pictures:.0f}, sound {sound:.0f}"
    )


def pages(world: World) -> dict[str, tuple[str, str, str | None]]:
    """Path, what is pressed, and who looks, by the page's name."""
    story = world.upload(READER, SAMPLE.read_bytes())
    world.upload(READER, tale("Bela"))
    world.finish(READER, story, PATIENCE_SECONDS)
    menu = ".account summary"
    return {
        "sign in": ("/accounts/login/", "#id_username", None),
        "first run": ("/stories/", menu, world.newcomer()),
        "briefs to hear": ("/listen/", menu, READER),
        "join a class": ("/classes/join/", "main input:visible", READER),
        "downloaded stories": (
            "/offline/",
            "h1",
            READER,
        ),  # it is for whoever is there: it has no menu
        "shelf": ("/stories/", "input[type=search]", READER),
        "upload": ("/stories/upload/", "#grade, #more summary", READER),
        "player, 24 scenes": (f"/stories/{story}/", "#play", READER),
    }


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-pages-"))
    program = browser_program()
    with opened(folder) as world, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, chromium_sandbox=False
        )
        looked_at = pages(world)
        rows = [(name, measure(browser, world, *of)) for name, of in looked_at.items()]
        with world.without("tts"):
            made = world.upload(READER, tale("Cleo"))
            path = f"/stories/{made}/"
            rows.append(("player, being made", measure(browser, world, path, "h1", READER)))
        browser.close()
    shutil.rmtree(folder, ignore_errors=True)
    write_down("Pages on a phone of 360x740, nothing in the cache", rows)


if __name__ == "__main__":
    main()
