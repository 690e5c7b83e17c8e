"""What pages of staff cost a small school and a large one: `python -m bench.web.admin_pages`.

Fills a throw-away SQLite database, first with 100 stories of 8 scenes and 50 people, then up to 10,000 and
1,000 (two numbers say another size), and asks each time for the home, every list, and of each list one search
and one filter, where there is one that finds something. Writes down queries and the processor's milliseconds
in both; the middle one of five. BENCH_VAR keeps the database in that folder.
"""

import os
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

SMALL = 100, 50  # stories, people
LARGE = 10_000, 1_000
TIMES = 5
Costs = dict[str, tuple[int, float, int]]
"""By page: queries, milliseconds of the processor, bytes sent."""


def main() -> None:
    """Fill, ask and print."""
    stories, people = (int(each) for each in (*sys.argv[1:], *map(str, LARGE[len(sys.argv) - 1 :])))
    with tempfile.TemporaryDirectory(prefix="edusmart-bench-") as folder:
        os.environ["EDUSMART_VAR"] = os.environ.get("BENCH_VAR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "edusmart.settings"
        os.environ.update(METRICS_TOKEN="bench", LOG_LEVEL="ERROR", ALLOWED_HOSTS="*")
        import django

        django.setup()
        _run(stories, people)


def _run(stories: int, people: int) -> None:
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment

    from bench.parts.report import write_down
    from edusmart.accounts.models import User
    from edusmart.accounts.sessions import open_sessions
    from tests.many_rows import fill

    open_sessions.NOTED_EVERY = 1e9  # once a minute it is noted, by five queries more
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(people=SMALL[1], stories=SMALL[0])
    client = Client()
    client.force_login(User.objects.create_superuser("stella", password="long enough 1"))
    setup_test_environment()  # lists say what they would filter by; taken back, as it is not free
    pages = ["/admin/", "/metrics", *_lists(client)]
    teardown_test_environment()
    small = _costs(client, pages)
    fill(people=people - SMALL[1], stories=stories - SMALL[0], seed=2)
    large = _costs(client, pages)
    write_down(
        f"Pages for staff, {SMALL[0]} stories and {SMALL[1]} people, then {stories} and {people}, in SQLite",
        [(page, _compared(small[page], large[page])) for page in pages],
    )


def _lists(client: "Client") -> list[str]:
    """Return the address of each list, with one search and one filter of it where it has them."""
    from django.contrib import admin
    from django.urls import reverse

    pages = []
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        shown = client.get(path).context["cl"]
        filters = [each["query_string"] for it in shown.filter_specs for each in it.choices(shown)]
        finding = (each for each in filters if "=" in each and _rows(client, path + each))
        searches = ["?q=pupil00042"] if shown.search_fields else []
        pages += [path, *(path + each for each in (*searches, next(finding, "")) if each)]
    return pages


def _rows(client: "Client", page: str) -> int:
    """Return how many rows a list finds."""
    found: int = client.get(page).context["cl"].result_count
    return found


def _costs(client: "Client", pages: list[str]) -> Costs:
    """Return what each page costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = {}
    for page in pages:
        took = []
        for _ in range(TIMES):
            with CaptureQueriesContext(connection) as queries:
                begun = time.process_time()
                response = client.get(page, headers={"Authorization": "Bearer bench"})
                took.append((time.process_time() - begun) * 1000)
        assert response.status_code == 200, page
        costs[page] = len(queries), statistics.median(took), len(response.content)
    return costs


def _compared(small: tuple[int, float, int], large: tuple[int, float, int]) -> str:
    """Return one page's cost in both, and whether it asks more questions of the large one."""
    grown = "" if small[0] >= large[0] else f" (MORE: {large[0] - small[0]})"
    return (
        f"queries {small[0]} and {large[0]}{grown}, processor {small[1]:.0f} and {large[1]:.0f} ms, "
        f"{small[2] / 1000:.0f} and {large[2] / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
