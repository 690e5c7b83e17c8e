from django.urls import path

from briefs.web import (
    class_pages,
    copy_pages,
    editor_pages,
    listener_pages,
    version_pages,
)
from briefs.web.podcasts import podcast, programme_pages

app_name = "briefs"
urlpatterns = [
    path("briefs/", editor_pages.listing, name="list"),
    path("briefs/new/", copy_pages.new, name="new"),
    path("briefs/<int:pk>/", editor_pages.desk, name="desk"),
    path("briefs/<int:pk>/copy/", copy_pages.copied, name="copy"),
    path("briefs/<int:pk>/template/", copy_pages.as_template, name="as_template"),
    path("briefs/<int:pk>/versions/", version_pages.listing, name="versions"),
    path("briefs/<int:pk>/versions/<int:version_pk>/", version_pages.version, name="version"),
    path("briefs/<int:pk>/versions/<int:version_pk>/back/", version_pages.back, name="bring_back"),
    path("briefs/<int:pk>/classes/", class_pages.classes, name="classes"),
    path("briefs/<int:pk>/delete/", editor_pages.delete, name="delete"),
    path("briefs/programmes/", programme_pages.listing, name="programmes"),
    path("briefs/programmes/new/", programme_pages.edit, name="new_programme"),
    path("briefs/programmes/<int:pk>/", programme_pages.edit, name="programme"),
    path("briefs/programmes/<int:pk>/delete/", programme_pages.delete, name="delete_programme"),
    path("briefs/programmes/<int:pk>/cover.jpg", programme_pages.cover, name="cover"),
    path("listen/", listener_pages.heard_list, name="heard_list"),
    path("listen/jingle.mp3", listener_pages.jingle_sound, name="jingle"),
    path("listen/<int:pk>/", listener_pages.listen, name="listen"),
    path(
        "listen/<int:pk>/brief.mp3",
        listener_pages.download_brief,
        {"form": "mp3"},
        name="download_mp3",
    ),
    path(
        "listen/<int:pk>/brief.zip",
        listener_pages.download_brief,
        {"form": "zip"},
        name="download_zip",
    ),
    path("listen/programme/<int:pk>/link/", listener_pages.new_link, name="new_link"),
    path("listen/link/<int:pk>/revoke/", listener_pages.revoke_link, name="revoke_link"),
    path("podcast/<str:token>/feed.xml", podcast.feed_xml, name="feed"),
    path("podcast/<str:token>/cover.jpg", podcast.cover, name="feed_cover"),
    path("podcast/<str:token>/<int:brief_id>.mp3", podcast.episode_sound, name="feed_sound"),
    path("podcast/<str:token>/<int:brief_id>.json", podcast.episode_chapters, name="feed_chapters"),
]
