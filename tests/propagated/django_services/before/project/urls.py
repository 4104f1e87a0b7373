from django.urls import path

from library import views

urlpatterns = [
    path("books/", views.books),
    path("books/<int:pk>/", views.book),
    path("loans/<int:pk>/", views.lend),
]
