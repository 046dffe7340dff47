"""Addresses of plans."""

from django.urls import path

from plans.views import PlanList, PlanPage

app_name = "plans"
urlpatterns = [
    path("", PlanList.as_view(), name="list"),
    path("<slug:slug>/", PlanPage.as_view(), name="detail"),
]
