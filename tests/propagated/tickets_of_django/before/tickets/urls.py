from django.urls import path

from tickets import views

urlpatterns = [
    path("submit", views.submit),
    path("close/<int:key>", views.close),
    path("assign/<int:key>", views.assign),
    path("summary", views.summary),
    path("drop", views.drop),
]
