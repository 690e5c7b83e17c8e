"""The protocol's document and the browser's typedefs say what the owners' TypedDicts declare."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from briefs.actions import write
from briefs.actions.audio_jobs import generate_all
from briefs.actions.presence import be_at_desk
from classroom.actions.school_class import make_class
from edusmart.accounts.models import User
from edusmart.live import topics
from edusmart.live.frames import Audience
from edusmart.live.models import Topic
from stories.models import ClassListening, Rewriting, SceneTranslation
from tests.briefs.conftest import let_out
from tests.live.protocol import (
    HEAD,
    Fields,
    declared,
    declared_routes,
    differences,
    documented,
    documented_routes,
    typedefs,
)
from tests.stories.making import bare_story

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "live-protocol.md").read_text()
TYPEDEFS = (Path(settings.BASE_DIR) / "static" / "js" / "live" / "row-types.js").read_text()


def test_the_table_of_rows_names_the_fields_that_the_row_types_declare() -> None:
    assert differences(documented(DOCUMENT), declared()) == []


def test_the_addresses_that_are_documented_are_those_that_are_served() -> None:
    assert documented_routes(DOCUMENT) == declared_routes()


def a_story(owner: User, editor: User) -> Topic:
    story = bare_story(owner, scenes=1)
    scene = story.scenes.get()
    Rewriting(topic=story.topic, scene=scene, direction="simpler", before="").save()
    SceneTranslation(topic=story.topic, scene=scene, language="es", made_from="").save()
    return story.topic


def a_brief(owner: User, editor: User) -> Topic:
    brief = write.create(editor, "Morning")
    brief = write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words.")])
    generate_all(brief, editor)
    let_out(brief)
    be_at_desk(brief.topic, editor, 0)
    return Topic.objects.get(pk=brief.topic_id)


def a_class(owner: User, editor: User) -> Topic:
    return ClassListening.of(make_class(editor, "Foxes 2b")).topic


@pytest.mark.django_db
@pytest.mark.parametrize("audience", ["viewer", "editor"])
@pytest.mark.parametrize("make", [a_story, a_brief, a_class])
def test_rows_have_the_fields_that_their_types_declare(
    alice: User, edith: User, make: Callable[[User, User], Topic], audience: Audience
) -> None:
    topic = make(alice, edith)
    owner, types = topics.owner_of(topic), declared()
    rows = owner.rows_since(topic, 0, audience)
    if audience == "editor":
        assert {row["kind"] for row in rows} == owner.row_types.keys()
    for row in rows:
        fields = types[row["kind"]]
        extra = fields.for_editors if audience == "editor" else frozenset()
        assert row.keys() == HEAD | fields.everybody | extra


def test_a_table_that_misses_a_field_or_calls_it_public_is_told() -> None:
    table = (
        "\n## Rows\n| `a` | `b` (`c`), `d`; for editors `e`: as in ([f](f.md)) |\n"
        "| `g` | for editors: `h` |\n"
    )
    assert documented(table) == {
        "a": Fields(frozenset("bd"), frozenset("e")), "g": Fields(frozenset("h")),
    }  # fmt: skip
    (line,) = differences(documented(table.replace("`d`; for editors", "`d`,")), documented(table))
    assert line.startswith("a: ")


def test_typedefs_are_read_with_what_only_editors_are_sent_in_brackets() -> None:
    script = """
    /**
     * One item's place in a job.
     * @typedef {object} ItemAudioRow
     * @property {"item_audio"} kind
     * @property {number} id
     * @property {number} rev
     * @property {number | null} job the job's id
     * @property {boolean} [stale]
     */
    /**
     * @typedef {object} Listener
     * @property {string} name
     */
    """
    assert typedefs(script) == {"item_audio": Fields(frozenset({"job"}), frozenset({"stale"}))}


def test_the_browsers_typedefs_name_the_fields_that_the_row_types_declare() -> None:
    assert differences(typedefs(TYPEDEFS), declared()) == []
