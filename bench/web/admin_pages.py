"""How long staff wait for the admin's pages at a school's size: `python -m bench.web.admin_pages`.

Fills a throw-away SQLite database (10,000 stories of 8 scenes and 1,000 people; two numbers say otherwise)
and asks for each page five times; writes down the milliseconds in the middle and the number of queries.
"""

import os
import statistics
import sys
import tempfile
import time

PAGES = [
    "/admin/", "/metrics", "/admin/stories/story/", "/admin/stories/telling/", "/admin/stories/illustration/",
    "/admin/tts/narration/", "/admin/briefs/brief/", "/admin/briefs/audiogenerationjob/",
    "/admin/accounts/user/", "/admin/accounts/apitoken/", "/admin/accounts/auditentry/",
    "/admin/stories/providercall/", "/admin/stories/uploadattempt/", "/admin/classroom/schoolclass/",
    "/admin/tts/narration/?status__exact=failed", "/admin/stories/story/?q=pupil00042",
]  # fmt: skip
TIMES = 5


def main() -> None:
    """Fill, ask and print."""
    stories, people = (
        int(each) for each in (*sys.argv[1:], *("10000", "1000")[len(sys.argv) - 1 :])
    )
    with tempfile.TemporaryDirectory(prefix="edusmart-bench-") as folder:
        os.environ["EDUSMART_VAR"] = os.environ.get("BENCH_VAR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "edusmart.settings"
        os.environ.update(METRICS_TOKEN="bench", LOG_LEVEL="ERROR", ALLOWED_HOSTS="*")
        import django

        django.setup()
        _run(stories, people)


def _run(stories: int, people: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.parts.report import write_down
    from edusmart.accounts.models import User
    from tests.many_rows import fill

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    begun = time.perf_counter()
    if not User.objects.exists():
        fill(people, stories)
        User.objects.create_superuser("stella", password="long enough 1")
    print(f"filled in {time.perf_counter() - begun:.0f} s: {stories} stories, {people} people")
    rows = []
    client = Client()
    client.force_login(User.objects.get(username="stella"))
    for page in PAGES:
        took = []
        for _ in range(TIMES):
            with CaptureQueriesContext(connection) as queries:
                begun = time.perf_counter()
                response = client.get(page, headers={"Authorization": "Bearer bench"})
                took.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200, page
        rows.append((page, f"{statistics.median(took):.0f} ms, queries: {len(queries)}"))
    write_down(f"Pages for staff, {stories} stories and {people} people in SQLite", rows)


if __name__ == "__main__":
    main()
