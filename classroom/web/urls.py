"""The paths of classes, of their reports, and of signing in with a card."""

from django.urls import path

from classroom.web import card_pages, class_pages, join_pages, report_pages, roster_pages

app_name = "classroom"
urlpatterns = [
    path("classes/", class_pages.listing, name="list"),
    path("classes/join/", join_pages.join_page, name="join"),
    path("classes/<int:class_id>/", class_pages.class_page, name="class"),
    path("classes/<int:class_id>/rename/", class_pages.rename, name="rename"),
    path("classes/<int:class_id>/code/", class_pages.code, name="code"),
    path("classes/<int:class_id>/pictures/", class_pages.pictures, name="pictures"),
    path("classes/<int:class_id>/delete/", class_pages.delete, name="delete"),
    path("classes/<int:class_id>/import/", roster_pages.roster, name="roster"),
    path("classes/<int:class_id>/cards/", card_pages.sheet, name="cards"),
    path("classes/<int:class_id>/pupil/<int:pupil_id>/card/", card_pages.renew, name="renew_card"),
    path("classes/<int:class_id>/pupil/<int:pupil_id>/remove/", class_pages.remove, name="remove"),
    path("classes/<int:class_id>/report/", report_pages.report, name="report"),
    path("classes/<int:class_id>/report.csv", report_pages.as_csv, name="report_csv"),
    path("card/", card_pages.card_page, name="card"),
    path("card/<str:code>/", card_pages.card_page, name="card"),
]
