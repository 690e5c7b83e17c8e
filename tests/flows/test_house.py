"""What the house offers to new people."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from briefs.models import Brief
from edusmart.accounts.models import User
from stories.models import Story

pytestmark = pytest.mark.django_db


def test_the_house_has_a_story_and_a_brief_for_new_people_however_often_it_is_asked(
    client: Client, charlie: User, capsys: Any
) -> None:
    for _ in range(2):
        call_command("house")
    house = User.objects.get(username="EduSmart")
    assert not house.has_usable_password()
    assert Story.objects.filter(owner=house).count() == 2
    brief = Brief.objects.get(created_by=house)
    assert brief.publish_at
    assert brief.by_itself
    ready = Story.objects.filter(owner=house).first()
    assert ready
    Story.objects.filter(pk=ready.pk).update_unwatched(status="completed", language="en")
    client.force_login(charlie)
    shelf = client.get("/stories/").context
    assert shelf["opening"].pk == ready.pk
    assert len(shelf["shared"].stories) == 1
