"""The paths of the site: each app brings its own."""

from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from edusmart.accounts import own_page
from edusmart.accounts.access import SignOut, overseers_only
from edusmart.accounts.sign_in import SignInForm, with_waiting_time
from edusmart.api import api, no_such_call
from edusmart.media.storage_page import storage_page
from edusmart.outside_page import outside_page
from tts.web.views import audio, voice_sample

sign_in = LoginView.as_view(redirect_authenticated_user=True, authentication_form=SignInForm)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="stories:shelf"), name="home"),
    path("", include("stories.web.urls")),
    path("", include("briefs.web.urls")),
    path("audio/samples/<str:voice>.mp3", voice_sample, name="voice_sample"),
    path("audio/<str:filename>", audio, name="audio"),
    path("api/", api.urls),
    # After `api.urls`: only what no operation has matched.
    re_path("^api/", no_such_call),
    path("accounts/login/", with_waiting_time(sign_in), name="login"),
    path("accounts/logout/", SignOut.as_view(), name="logout"),
    path("accounts/me/", own_page.own_data, name="own_data"),
    path("accounts/me/export/", own_page.export_oneself, name="export_oneself"),
    path("accounts/me/erase/", own_page.erase_oneself, name="erase_oneself"),
    path("admin/django-rq/", include("django_rq.urls")),
    path("admin/storage/", admin.site.admin_view(overseers_only(storage_page)), name="storage"),
    path("admin/services/", admin.site.admin_view(overseers_only(outside_page)), name="outside"),
    # Before the admin's own address of it.
    path("admin/login/", with_waiting_time(admin.site.login)),
    path("admin/", admin.site.urls),
    path("favicon.ico", RedirectView.as_view(url="/static/img/favicon.svg")),
    path("i18n/", include("django.conf.urls.i18n")),
]
