"""A school's own model, slow as such are: its story is seen while it is told, and staff see who tells."""

import json
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import open_scene, row
from tests.browser.player import expect_finished, pdf_file, play, upload
from tests.browser.tales import tale
from tests.browser.world import World, opened
from tests.openai_stand_in import KEY, OpenAIStandIn
from tests.scripted_http import Answer, Hold, Pause
from tests.stories.foxes import FOX, SECOND, story_json

IN_ARABIC = [
    "كان ثعلب صغير يعيش قرب النهر.",
    "في يوم ما ارتفع الماء وركض الثعلب إلى أعلى التل.",
    "هناك التقى بالبومة التي تعرف الطريق إلى البيت.",
]


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIStandIn]:
    with OpenAIStandIn() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def world(server: OpenAIStandIn, prepared: Path) -> Iterator[World]:
    """A site whose stories that model tells; its pictures are drawn."""
    settings = {
        "OPENAI_BASE_URL": server.url,
        "OPENAI_API_KEY": KEY,
        "OPENAI_STORY_MODEL": server.says.MODEL,
        "MODEL_PRICES": f"{server.says.MODEL}=0/0",
    }
    with (
        tempfile.TemporaryDirectory(prefix="edusmart-model-") as folder,
        opened(Path(folder), prepared, **settings) as found,
    ):
        yield found


def slowly(server: OpenAIStandIn, second: threading.Event) -> Answer:
    """The first word after three seconds, a few letters at a time, and the second scene when it is let."""
    told = server.says.streamed(story_json(), every=12, is_counted=False, hold=(SECOND, second))
    steps = [Pause(3)]
    for step in told.steps:
        steps += [step] if isinstance(step, Hold) else [step, Pause(0.02)]  # type: ignore[list-item]
    return Answer(steps, content_type=told.content_type)


def test_a_slow_models_story_is_heard_while_it_is_told(
    visit: Visit, world: World, server: OpenAIStandIn
) -> None:
    second = threading.Event()
    server.will(slowly(server, second))
    owner = world.newcomer()
    story = world.upload(owner, tale("Mira", 3), language="en")
    visitor = visit(owner, size="phone")
    visitor.go(f"/stories/{story}/")
    visitor.sees(FOX[0][0].split()[2])
    world.wait_for_scenes(owner, story, 1)
    visitor.shoot("first scene of a slow model", whole=True)
    second.set()
    world.finish(owner, story)
    for language, size, dark in (("en", "desktop", False), ("ar", "phone", True)):
        reader = visit(owner, size=size, language=language, dark=dark)
        reader.go(f"/story/{story}/edit/")
        expect(reader.find(".desk-whole", has_text=server.says.MODEL)).to_be_visible()
        reader.shoot("desk says who told it", whole=True)


def test_an_ordinary_models_story_is_uploaded_and_heard(
    visit: Visit, world: World, server: OpenAIStandIn
) -> None:
    server.will(server.says.streamed(story_json()))
    owner = world.newcomer()
    visitor = visit(owner, size="phone")
    visitor.go("/stories/upload/")
    upload(visitor, pdf_file("fox.pdf", tale(owner, 3)))
    visitor.sees(FOX[0][0].split()[2])
    play(visitor)
    expect_finished(visitor, len(FOX))


def test_a_story_is_translated_while_its_owner_looks_on(
    visit: Visit, world: World, server: OpenAIStandIn
) -> None:
    says = [server.says.whole(json.dumps({"text": text})) for text in IN_ARABIC]
    server.will(server.says.streamed(story_json()))
    owner = world.newcomer()
    story = world.upload(owner, tale(owner, 3), language="en")
    world.finish(owner, story)
    visitor = visit(owner)
    visitor.go(f"/story/{story}/edit/")
    visitor.find("#second-language").select_option("ar")
    server.will(says[0], server.says.failure(400, "bad"), says[2])
    visitor.find("#second-translate").click()
    expect(row(visitor, 2)).to_contain_text("Not translated")  # by the socket
    for n, state in enumerate(["ready", "failed", "ready"], 1):
        part = open_scene(visitor, n).locator(".second-words")
        expect(part).to_have_attribute("data-state", state)
    visitor.shoot("one scene was not translated")
    server.will(says[1])
    part = open_scene(visitor, 2).locator(".second-words")
    part.get_by_role("button", name="Try again").click()
    expect(part).to_have_attribute("data-state", "ready")
    expect(part.locator("textarea")).to_have_value(IN_ARABIC[1])
    expect(visitor.find("#second-words")).to_have_text("Ready: 3 of 3 scenes.")
    visitor.shoot("all scenes are translated", whole=True)


def test_staff_try_the_model_by_a_button(visit: Visit, server: OpenAIStandIn) -> None:
    server.will(
        server.says.failure(503),
        server.says.whole('{"text": "The small fox was tired. It slept under the old tree."}'),
    )
    visitor = visit("stella")
    visitor.go("/admin/")
    visitor.page.get_by_role("link", name="Who tells and paints").click()
    button = visitor.page.get_by_role("button", name="Try it")
    button.click()
    visitor.sees("cannot be reached at the moment")
    visitor.shoot("a model that is away", whole=True)
    button.click()
    visitor.sees("The model answered.")
    visitor.sees("0.00 USD")
    visitor.shoot("a model that answers", whole=True)
    arabic = visit("stella", size="phone", language="ar", dark=True)
    arabic.go("/admin/provider/")
    expect(arabic.page.get_by_role("button", name="جرّبه")).to_be_visible()
    arabic.shoot("in Arabic", whole=True)
