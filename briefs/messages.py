"""What briefs say in every language, by code: about requests, and on jobs with failed items."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What a request may be refused with.
REQUESTS: dict[str, Promise] = {
    "conflict": _("Somebody else changed this meanwhile. Look at it, then try again."),
    "no_brief": _("There is no such brief."),
    "no_job": _("There is no such job."),
    "no_item": _("This brief has no such item."),
    "no_author": _("Whoever wrote this brief has left. Generate its audio yourself."),
    "no_items": _("This brief has no items yet. Write one first."),
    "empty_item": _("No item of this brief has text to read aloud."),
    "empty_version": _("There is nothing in this version."),
    "too_many_items": _("A brief cannot have so many items."),
    "twice": _("The same item was sent twice."),
    "voice_language": _("This voice does not speak this brief's language."),
    "running": _("Audio is being made already."),
    "nothing_failed": _("Nothing failed here."),
    "no_audio": _("Not everything of this brief has audio yet. Generate it first."),
    "too_late": _("That is more than a year ahead. Choose an earlier time."),
    "long_pause": _("A pause between items cannot be so long."),
    "template": _("A template is not published. Make a brief from it."),
    "no_programme": _("There is no such programme."),
    "too_many_links": _("You have many private links. Revoke one first."),
    "nobody_chosen": _("Choose a class, or everybody."),
    "no_link": _("There is no such link."),
    "cover": _("This is no picture that can be read. Choose a JPEG or PNG."),
    "item_too_long": _("This is too long. Make it shorter."),
    "no_title": _("Give it a title."),
    "title_too_long": _("This is too long. Make it shorter."),
    "lost_audio": _("Some audio of this brief is lost. Generate it again."),
    "changed_before_audio": _(
        "It was changed before its audio was made. Look at it, then publish it."
    ),
    "items_failed": _("Some items could not be spoken. Try them again."),
}
