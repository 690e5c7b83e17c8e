"""One system and one browser for this folder's tests, and a visitor for each test.

Playwright keeps an event loop running in this thread while it is started, which Django's other
tests must not meet: it is started and stopped within each module of this folder.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.program import ARGUMENTS, browser_program
from tests.browser.tales import tale
from tests.browser.visitor import SIZES, Looks, Visitor
from tests.browser.world import World, opened
from tests.processes import PATIENCE_SECONDS

PATIENCE_MS = 1000 * PATIENCE_SECONDS
expect.set_options(timeout=PATIENCE_MS)

Visit = Callable[..., Visitor]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first system of a run leaves its people and files for those that are started after it."""
    here = tmp_path_factory.getbasetemp()
    return (here.parent if os.environ.get("PYTEST_XDIST_WORKER") else here) / "prepared"


@pytest.fixture(scope="package")
def world(prepared: Path) -> Iterator[World]:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-browser-"))
    with opened(folder, prepared) as found:
        yield found
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def finished(world: World) -> str:
    """Sami's story of three scenes, with nothing to ask."""
    story = world.upload("sami", tale("Yara", 3, lingers=True))
    world.finish("sami", story)
    return story


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(),
            args=ARGUMENTS,
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, world: World, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Come to the site: `visit("sami", size="phone", language="ar", dark=True)`; None: signed out.

    Who asks for less motion sees the same page. `moves` is for tests of what moves.
    """
    visitors: list[Visitor] = []
    journey = re.sub(r"\[.*", "", request.node.name).removeprefix("test_").replace("_", "-")

    def come(
        name: str | None = None,
        size: str = "desktop",
        language: str = "en",
        dark: bool = False,
        moves: bool = False,
    ) -> Visitor:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            color_scheme="dark" if dark else "light",
            locale=language,
            # Drawing what moves for ever took half of the browser's processor time.
            reduced_motion="no-preference" if moves else "reduce",
            base_url=world.url,
        )
        context.set_default_timeout(PATIENCE_MS)
        cookies = {"django_language": language}
        if name:
            cookies["sessionid"] = world.keys[name]["session"]
        context.add_cookies([{"name": k, "value": v, "url": world.url} for k, v in cookies.items()])
        looks = Looks(size, language, dark)
        visitors.append(Visitor(context, context.new_page(), world.url, journey, looks))
        return visitors[-1]

    yield come
    for visitor in visitors:
        if request.node.stash.get(FAILED, False):
            visitor.shoot("failed", whole=True, always=True)
        visitor.context.close()
    unexpected = [told for visitor in visitors for told in visitor.unexpected]
    assert not unexpected, "the page complained:\n" + "\n".join(unexpected)
