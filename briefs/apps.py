from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    name = "briefs"
    verbose_name = _("Briefs")

    def ready(self) -> None:
        # Not above: these import models, which exist once all apps are loaded.
        from briefs.actions.counting.day_marks import forget_days_before
        from briefs.actions.feed_links import revoke_all
        from briefs.actions.personal_data import erase_briefs, export_briefs
        from briefs.actions.presence import forget_the_gone
        from briefs.actions.release_recordings import release_recordings_daily
        from briefs.actions.replace_voice import replace_voice
        from briefs.live import BriefOwner
        from briefs.messages import REQUESTS
        from briefs.models import Brief, Programme
        from briefs.publishing.hour import let_out_due
        from briefs.publishing.publication import make_due_audio
        from briefs.subject import subjects
        from briefs.web.class_briefs import ClassBriefs
        from classroom import features
        from edusmart.accounts import messages
        from edusmart.accounts.audited import record_deletions
        from edusmart.accounts.personal.holdings import Holding, register_holding
        from edusmart.accounts.sessions.ways_in import register_way_in
        from edusmart.live import topics
        from edusmart.media import register_files
        from edusmart.work import subjects as work_subjects
        from edusmart.work.sweep import register_chore
        from tts.voice_removal import on_voice_removed

        features.register(ClassBriefs())
        topics.register(BriefOwner())
        work_subjects.register(subjects)
        record_deletions(Brief)
        register_holding(Holding(export_briefs, erase_briefs))
        register_way_in(revoke_all)
        messages.register(REQUESTS)
        register_chore(make_due_audio)
        register_chore(let_out_due)
        register_chore(forget_days_before)
        register_chore(forget_the_gone)
        register_chore(release_recordings_daily)
        on_voice_removed(replace_voice)
        register_files("covers", Programme.objects.all, field="cover", size="", sha256="")
