"""Which topic a brief's sockets watch."""

from briefs.models import AudioGenerationJob, Brief
from edusmart.live.consumers import LiveConsumer


class BriefSocket(LiveConsumer):
    @staticmethod
    def topic_of(brief_id: int) -> int | None:
        known = Brief.objects.filter(pk=brief_id) if brief_id < 2**62 else Brief.objects.none()
        return known.values_list("topic_id", flat=True).first()


class JobSocket(LiveConsumer):
    """The brief's socket, found by a job's id."""

    @staticmethod
    def topic_of(job_id: int) -> int | None:
        jobs = AudioGenerationJob.objects
        known = jobs.filter(pk=job_id) if job_id < 2**62 else jobs.none()
        return known.values_list("topic_id", flat=True).first()
