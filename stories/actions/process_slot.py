"""The slots of a web process for its throw-away processes: uploads, and pictures and pages."""

from django.conf import settings

from edusmart.slots import MOST_OWN, MOST_WAITING, WAIT_SECONDS, Slots

__all__ = ["MOST_OWN", "process_slot", "reading_slots"]

# Each may take the memory and the processor that ReadingLimits allow a throw-away process.
_SLOTS = Slots(3, MOST_WAITING, WAIT_SECONDS)
#: Looks at uploads have slots of their own: a burst of them must not keep pages from being drawn.
reading_slots = Slots(settings.UPLOAD_READINGS, MOST_WAITING, WAIT_SECONDS)
process_slot = _SLOTS.slot
