from django.urls import path

from briefs import views

app_name = "briefs"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
