"""A brief from another one: yesterday's again, a template from a brief, a brief from a template."""

from django.db import transaction

from briefs.actions import write
from briefs.models import Brief
from edusmart.accounts.models import User


def copy(brief: Brief, editor: User, title: str = "", *, as_template: bool = False) -> Brief:
    """Create a draft, or a template, that says the same as this brief. Raises RequestRefused.

    Words that were spoken already need not be spoken again, once its audio is asked for.
    """
    items = [write.WrittenItem(None, it.title, it.text, it.language) for it in brief.items.all()]
    with transaction.atomic():
        made = write.create(editor, title or brief.title, brief.language)
        made.voice, made.programme_id = brief.voice, brief.programme_id
        made.pause_seconds, made.has_jingle = brief.pause_seconds, brief.has_jingle
        made.by_itself, made.is_template = brief.by_itself, as_template
        made.save()
        return write.save(made, made.title, made.language, items)
