"""A brief for somebody who has heard none: templates of the house ask for it, as no app imports another."""

from django import template
from django.db.models import Case, Exists, OuterRef, When
from django.utils.translation import get_language

from briefs.models import Brief, VersionItem

register = template.Library()


@register.simple_tag
def brief_to_begin_with() -> Brief | None:
    """Return a published brief that can be heard: one in the page's language first, then the newest."""
    heard = VersionItem.objects.filter(
        version__brief=OuterRef("pk"),
        version__out_at__isnull=False,
        narration__recording__isnull=False,
    )
    ready = Brief.objects.out().filter(Exists(heard))
    readable_first = Case(When(out_language=get_language() or "", then=0), default=1)
    return ready.order_by(readable_first, "-publish_at", "-pk").first()
