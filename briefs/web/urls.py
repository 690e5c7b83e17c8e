from django.urls import path

from briefs.web import listen as listener
from briefs.web import pages as views
from briefs.web import podcast, programmes

app_name = "briefs"
urlpatterns = [
    path("briefs/", views.listing, name="list"),
    path("briefs/new/", views.new, name="new"),
    path("briefs/<int:pk>/", views.desk, name="desk"),
    path("briefs/<int:pk>/delete/", views.delete, name="delete"),
    path("briefs/programmes/", programmes.listing, name="programmes"),
    path("briefs/programmes/new/", programmes.edit, name="new_programme"),
    path("briefs/programmes/<int:pk>/", programmes.edit, name="programme"),
    path("briefs/programmes/<int:pk>/delete/", programmes.delete, name="delete_programme"),
    path("briefs/programmes/<int:pk>/cover.jpg", programmes.cover, name="cover"),
    path("listen/", listener.heard_list, name="heard_list"),
    path("listen/<int:pk>/", listener.listen, name="listen"),
    path(
        "listen/<int:pk>/brief.mp3", listener.download_brief, {"form": "mp3"}, name="download_mp3"
    ),
    path(
        "listen/<int:pk>/brief.zip", listener.download_brief, {"form": "zip"}, name="download_zip"
    ),
    path("listen/programme/<int:pk>/link/", listener.new_link, name="new_link"),
    path("listen/link/<int:pk>/revoke/", listener.revoke_link, name="revoke_link"),
    path("podcast/<str:token>/feed.xml", podcast.feed_xml, name="feed"),
    path("podcast/<str:token>/cover.jpg", podcast.cover, name="feed_cover"),
    path("podcast/<str:token>/<int:brief_id>.mp3", podcast.episode_sound, name="feed_sound"),
    path("podcast/<str:token>/<int:brief_id>.json", podcast.episode_chapters, name="feed_chapters"),
]
