"""What the cells of the admin's lists say: states, reasons, people and times, in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from edusmart.accounts.messages import message_for
from edusmart.work.models import ENDED, Aggregate, Status, WorkRow

WORDS_SHOWN = 9
READ_FOR_THEM = 200  # characters


def unbroken(words: str) -> str:
    """Return words that stay on one line, such as "24 of 24" in a narrow column."""
    return words.replace(" ", "\u00a0")


def first_words(text: str) -> str:
    """Return how a text begins, in one line."""
    return Truncator(" ".join(text[:READ_FOR_THEM].split())).words(WORDS_SHOWN, truncate="…")


def page_link(url: str, words: str, title: str) -> SafeString:
    """Return a link from a row of a list to its page on the site; `title` tells it from the other rows'."""
    return format_html(
        '<a class="to-page" href="{}">{}<span class="visually-hidden"> {}</span></a>',
        url,
        words,
        title,
    )


def state_of(row: WorkRow | Aggregate) -> SafeString:
    """The row's status, kept up to date by the page's socket."""
    return format_html(
        '<span class="state state-{}" data-live-kind="{}" data-live-id="{}">{}</span>',
        row.status, row._meta.model_name, row.pk, Status(row.status).label,
    )  # fmt: skip


def reason(row: WorkRow | Aggregate) -> str:
    """Return why the row is not made, in the reader's language; "" where there is no reason."""
    return message_for(row.error_code, row.error)


def reason_of(row: WorkRow | Aggregate) -> SafeString:
    """Return why the row is not made, as it stands beside its state; nothing where there is no reason."""
    sentence = reason(row)
    return format_html(' <span class="why">{}</span>', sentence) if sentence else SafeString()


def seconds_taken(row: WorkRow | Aggregate) -> str:
    """Return how long the row took, such as "4.2 s"; "" while it is not made."""
    if row.started_at is None or row.finished_at is None:
        return ""
    return said_seconds((row.finished_at - row.started_at).total_seconds())


def since_of(row: WorkRow | Aggregate) -> SafeString:
    """Return for how long the row waits or is being made; nothing once it has ended or before it is due."""
    since = _waits_since(row) if row.status == Status.PENDING else row.started_at
    passed = (timezone.now() - since).total_seconds() if since else -1.0
    if row.status in ENDED or passed < 1:
        return SafeString()
    return format_html(' <span class="since">{}</span>', _("for %s") % said_seconds(passed))


def _waits_since(row: WorkRow | Aggregate) -> datetime:
    """Return since when a pending row waits, as `WAITS_SINCE` counts it; before it is due it does not."""
    if isinstance(row, WorkRow):
        again = row.attempts > 0 and not row.error_code
        if again or row.due_at > timezone.now():
            return row.due_at
    return row.created_at


def said_seconds(seconds: float) -> str:
    """Return a time such as "4.2 s" or "2 min 5 s"."""
    if seconds < 99.95:
        return _("%s s") % f"{seconds:.1f}"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
