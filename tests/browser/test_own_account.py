"""What people do with their own account, by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.world import World

LOOKS = pytest.mark.parametrize(
    "looks",
    [{"size": "phone", "language": "ar", "dark": True}, {"size": "desktop", "language": "en"}],
    ids=["phone-ar-dark", "desktop-en"],
)
NEW = "hedgehogs dance on tuesdays"


@LOOKS
def test_a_token_a_session_and_a_password(
    visit: Visit, world: World, looks: dict[str, str]
) -> None:
    pupil = visit(world.newcomer(), **looks)
    pupil.go("/accounts/me/")
    pupil.shoot("everything of mine", whole=True)
    pupil.find('a[href="/accounts/tokens/"]').click()
    pupil.find("#name").fill("Reader")
    pupil.find("main .button-main").click()
    expect(pupil.find("#token")).to_have_value(re.compile("edu_.{30,}"))
    pupil.shoot("a token", whole=True)
    pupil.go("/accounts/sessions/")
    expect(pupil.find("main .chip-good")).to_have_count(1)
    pupil.shoot("sessions", whole=True)
    pupil.go("/accounts/password/own/")
    pupil.expects("answered 400", "of 400")
    pupil.find("#old_password").fill("long enough 1")
    for field in ("#new_password1", "#new_password2"):
        pupil.find(field).fill("edusmart")
    pupil.find("main .button-main").click()
    expect(pupil.find("main [role=alert]")).to_be_visible()
    pupil.shoot("too easy", whole=True)
    pupil.find("#old_password").fill("long enough 1")
    for field in ("#new_password1", "#new_password2"):
        pupil.find(field).fill(NEW)
    pupil.find("main .button-main").click()
    pupil.page.wait_for_url("**/accounts/me/")


@LOOKS
def test_a_teacher_gives_a_pupil_a_new_password(
    visit: Visit, world: World, looks: dict[str, str]
) -> None:
    name = world.newcomer()
    teacher = visit("edith", **looks)
    teacher.go("/accounts/password/pupil/")
    teacher.find("#username").fill(name)
    teacher.find("main .button-main").click()
    teacher.shoot("sure", whole=True)
    teacher.find("#sure-yes").click()
    password = teacher.find("main code").inner_text()
    teacher.shoot("a new one", whole=True)
    pupil = visit(**looks)
    pupil.go("/accounts/login/")
    pupil.find("#id_username").fill(name)
    pupil.find("#id_password").fill(password)
    pupil.find("main .button-main").click()
    pupil.page.wait_for_url("**/accounts/password/own/")
    pupil.shoot("choose your own", whole=True)
    for field in ("#new_password1", "#new_password2"):
        pupil.find(field).fill(NEW)
    pupil.find("main .button-main").click()
    pupil.page.wait_for_url("**/accounts/me/")
