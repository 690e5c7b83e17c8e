"""Somebody in front of a browser: what they see, and a guard that hears every complaint of the page."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from edusmart.machine.system import ROOT
from tests.browser.world import PASSWORD

ARTEFACTS = ROOT / "test-artefacts"
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
#: The page as it is after a change of its size: laid out, and moved to where its parts belong.
AT_REST = """async () => {
  for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
  const moving = document.getAnimations().filter(it => it instanceof CSSTransition);
  await Promise.all(moving.map(it => it.finished.catch(() => {})));
}"""
LET_GO = "net::ERR_ABORTED"  # the page itself no longer wanted it


@dataclass
class Looks:
    """How somebody looks at the site."""

    size: str = "desktop"
    language: str = "en"
    dark: bool = False

    @property
    def name(self) -> str:
        return "-".join([self.size, self.language, *(["dark"] if self.dark else [])])


@dataclass
class Visitor:
    """A page with somebody in front of it. What it complains of fails the test unless expected."""

    context: BrowserContext
    page: Page
    base: str
    journey: str
    looks: Looks
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    shots: int = 0

    def __post_init__(self) -> None:
        page, hear = self.page, self.complaints.append
        page.on("console", self._told)
        page.on("pageerror", lambda error: hear(f"script: {error}"))
        page.on("request", self._requested)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.on(
            "websocket", lambda ws: ws.on("framesent", lambda text: self.sent.append(str(text)))
        )

    # What somebody does

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def resize(self, width: int, height: int) -> None:
        """Turn the phone, or draw the window larger; returns when the page has followed."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(AT_REST)

    def sign_in(self, name: str) -> None:
        """By hand, on the sign-in page that is open."""
        self.page.get_by_label(re.compile("User name|اسم المستخدم")).fill(name)
        self.page.get_by_label(re.compile("Password|كلمة المرور")).fill(PASSWORD)
        self.page.locator("main .button-main").click()

    def find(self, selector: str, *, has_text: str | None = None) -> Locator:
        return self.page.locator(selector, has_text=has_text)

    def tap(self, selector: str) -> None:
        """Press where it is seen. (Locator.click would scroll a page with a sticky player.)"""
        expect(self.find(selector)).to_be_enabled()
        box = self.find(selector).bounding_box()
        assert box, f"{selector} is not to be seen"
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def shoot(self, step: str, *, whole: bool = False, always: bool = False) -> None:
        """Keep what is seen now as a picture, where pictures are asked for (SCREENSHOTS=1)."""
        self.shots += 1
        if not always and not os.environ.get("SCREENSHOTS"):
            return
        folder = ARTEFACTS / f"{self.journey}-{self.looks.name}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.shots:02}-{step.replace(' ', '-')}.png"
        self.page.screenshot(path=path, full_page=whole, animations="disabled")

    # What the page must not do

    def expects(self, *complaints: str) -> None:
        """These complaints, named by a part of them, belong to the test."""
        self.expected += complaints

    def expects_gone(self, story: str) -> None:
        """The story is taken away while its page may still ask for what was made a moment ago."""
        for path in (
            f"/pictures/story_{story}", f"/pictures/thumb/story_{story}", f"/audio/story_{story}",
            f"/api/story/{story}/", f"/story/{story}/page/",
        ):  # fmt: skip
            self.expects(
                f"answered 404: {self.base}{path}", f"of 404 (Not Found): {self.base}{path}"
            )

    @property
    def unexpected(self) -> list[str]:
        return [told for told in self.complaints if not any(it in told for it in self.expected)]

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}: {message.location['url']}")

    def _requested(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and f"{url.scheme}://{url.netloc}" != self.base:
            self.complaints.append(f"a request to somebody else: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LET_GO:
            self.complaints.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"answered {response.status}: {response.url}")

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Fails if the page is left or loaded again meanwhile."""
        self.mark_page()
        yield
        assert self.is_marked_page(), "the page was loaded again"

    def mark_page(self) -> None:
        self.page.evaluate("window.marked = true")

    def is_marked_page(self) -> bool:
        return bool(self.page.evaluate("window.marked === true"))

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()
