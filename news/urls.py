"""Addresses of articles."""

from django.urls import path

from news.views import ArticleList, ArticlePage

app_name = "news"
urlpatterns = [
    path("", ArticleList.as_view(), name="list"),
    path("<slug:slug>/", ArticlePage.as_view(), name="detail"),
]
