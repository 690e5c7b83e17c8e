"""The JSON API: mounts each app's router; the document is at /api/docs."""

from django.contrib.auth.decorators import login_required
from ninja import NinjaAPI

from briefs.api import router as briefs
from edusmart.accounts.api import AUTH, say_errors_plainly
from stories.desk_api import router as stories
from stories.listener_api import router as listeners
from tts.api import router as voices

api = NinjaAPI(
    title="EduSmart",
    version="1.0.0",
    description="A PDF becomes a live narrated story; a brief becomes audio.",
    auth=AUTH,
    docs_decorator=login_required,
)
say_errors_plainly(api)
api.add_router("", stories)
api.add_router("", listeners)
api.add_router("", briefs)
api.add_router("", voices)
