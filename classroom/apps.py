from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from edusmart.live.publish import recheck


class ClassroomConfig(AppConfig):
    name = "classroom"
    verbose_name = _("Classes")

    def ready(self) -> None:
        # Not above: these import models, which exist once all apps are loaded.
        from classroom.actions import office
        from classroom.actions.cards import take_card_away
        from classroom.actions.personal_data import erase_classes, export_classes
        from classroom.messages import REQUESTS
        from classroom.models import Membership, SchoolClass
        from edusmart.accounts import messages
        from edusmart.accounts.audited import record_deletions
        from edusmart.accounts.people.classes import Classes, register_classes
        from edusmart.accounts.personal.holdings import Holding, register_holding
        from edusmart.accounts.sessions.ways_in import register_way_in

        register_way_in(take_card_away)
        register_classes(
            Classes(
                office.known_names,
                office.put_into,
                office.pages_of,
                office.near_names,
                office.members_of,
                office.make_classes,
                office.unfit_names,
                office.led_names,
                office.give_to,
            )
        )
        record_deletions(SchoolClass)
        register_holding(Holding(export_classes, erase_classes))
        messages.register(REQUESTS)
        post_delete.connect(_left, sender=Membership, dispatch_uid="classroom.left")


def _left(instance: Any, **_: Any) -> None:
    # Alone or with the whole class: what it shares may be open just now.
    recheck(user=instance.pupil_id)
