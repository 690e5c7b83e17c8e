from django.contrib import admin
from django.urls import path

from stories.web import editor as desk
from stories.web import install, offline, pictures, sharing_pages
from stories.web import pages as views
from stories.web.export import export
from stories.web.provider_page import provider_page

app_name = "stories"
urlpatterns = [
    path("stories/", views.shelf, name="shelf"),
    path("stories/upload/", views.upload_page, name="upload"),
    path("stories/<uuid:pk>/", views.player, name="player"),
    path("story/<uuid:pk>/edit/", desk.desk, name="edit"),
    path("story/<uuid:pk>/send-back/", desk.give_back, name="send_back"),
    path("story/<uuid:pk>/page/<int:number>.jpg", desk.source_page, name="source_page"),
    path("story/<uuid:pk>/left-out/", desk.left_out, name="left_out"),
    path("story/<uuid:pk>/page/<int:number>.txt", desk.source_text, name="source_text"),
    path("story/<uuid:pk>/left-out/<int:number>/tell", desk.tell_left_out, name="tell_left_out"),
    path("story/<uuid:pk>/export.mp3", export, {"kind": "mp3"}, name="export_mp3"),
    path("story/<uuid:pk>/export.epub", export, {"kind": "epub"}, name="export_epub"),
    path("stories/<uuid:pk>/delete/", views.delete, name="delete"),
    path("stories/<uuid:pk>/restore/", views.restore, name="restore"),
    path("stories/<uuid:pk>/offer/", sharing_pages.offer, name="offer"),
    path("stories/<uuid:pk>/publish/", sharing_pages.publish, name="publish"),
    path("stories/<uuid:pk>/classes/", sharing_pages.classes, name="classes"),
    path("stories/<uuid:pk>/share-again/", sharing_pages.again, name="share_again"),
    path("stories/<uuid:pk>/take-back/", sharing_pages.take_back, name="take_back"),
    path("admin/provider/", admin.site.admin_view(provider_page), name="provider"),
    path("offline/", offline.page, name="offline"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("worker.js", offline.worker, name="worker"),
    # Named by file, not by story: an address that is stored with a picture stays when scenes change.
    path("pictures/<str:filename>", pictures.picture, name="picture"),
    path("things/<slug:key>.webp", pictures.picture_of_thing, name="picture_of_thing"),
    path("pictures/front/<str:filename>", pictures.picture_front, name="picture_front"),
    path("pictures/thumb/<str:filename>", pictures.picture, {"small": "thumb"}, name="thumb"),
    path("pictures/cover/<str:filename>", pictures.picture, {"small": "cover"}, name="cover"),
]
