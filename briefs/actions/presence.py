"""Who else is at the desk: rows that their pages keep fresh, and that go with them."""

from datetime import timedelta

from django.utils import timezone

from briefs.models import AtDesk
from edusmart.accounts.models import User
from edusmart.live.models import Topic, TopicGone

#: How often a page says that it is there: see HERE_EVERY in static/js/brief-editor/presence.js.
GONE_AFTER = timedelta(seconds=50)


def be_at_desk(topic: Topic, user: User, item: int) -> None:
    """Note that an editor is at the desk, in this item (0: in none). Watchers hear only of what is new."""
    here = AtDesk.objects.filter(topic=topic, user=user)
    if here.filter(item=item).update_unwatched(seen_at=timezone.now()):
        return
    row = here.first() or AtDesk(topic=topic, user=user)
    row.item, row.seen_at = item, timezone.now()
    row.save()


def forget_the_gone() -> None:
    """Delete the rows of those whose page says nothing any more. A chore of the sweep."""
    for row in AtDesk.objects.filter(seen_at__lt=timezone.now() - GONE_AFTER):
        try:
            row.delete()
        except TopicGone:  # with its brief
            continue
