"""The paths of the site: each app brings its own."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from edusmart.accounts.access import overseers_only
from edusmart.accounts.web.sign_in import admin_door
from edusmart.api import api, no_such_call
from edusmart.media.storage_page import storage_page
from edusmart.operating.outside_page import outside_page
from edusmart.overview.home import home
from edusmart.overview.metrics_page import metrics_page
from tts.web.views import audio, voice_sample

# The lists need the room, and each page's path leads back home.
admin.site.enable_nav_sidebar = False
#: Also where the database is away.
handler500 = "edusmart.http.unavailable.failed"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="stories:shelf"), name="home"),
    path("", include("stories.web.urls")),
    path("", include("briefs.web.urls")),
    path("", include("classroom.web.urls")),
    path("audio/samples/<str:voice>.mp3", voice_sample, name="voice_sample"),
    path("audio/<str:filename>", audio, name="audio"),
    path("api/", api.urls),
    # After `api.urls`: only what no operation has matched.
    re_path("^api/", no_such_call),
    path("accounts/", include("edusmart.accounts.web.urls")),
    path("admin/storage/", admin.site.admin_view(overseers_only(storage_page)), name="storage"),
    path("admin/services/", admin.site.admin_view(overseers_only(outside_page)), name="outside"),
    # Before the admin's own address of it.
    path("admin/login/", admin_door),
    path("admin/", admin.site.admin_view(home)),
    path("admin/", admin.site.urls),
    path("metrics", metrics_page, name="metrics"),
    path("favicon.ico", RedirectView.as_view(url="/static/img/favicon.svg")),
    path("i18n/", include("django.conf.urls.i18n")),
]
