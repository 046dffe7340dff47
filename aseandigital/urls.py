"""Every address of the site, in one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from aseandigital import views
from aseandigital.search_page import SearchPage
from publishing import share
from publishing.previews import preview

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("readyz", views.readiness, name="readiness"),
    path("media/<path:path>", views.media, name="media"),
    path("share/<str:room>/<uuid:key>/<str:language>/<str:mark>.png", share.card, name="share-card"),
    path("preview/<str:signed>/", preview, name="preview"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        # news/, topics/ and sources/ in the language of the page.
        path("", include("news.urls")),
        # Translators: an address. "ke-hoach/" in Vietnamese.
        path(_("plans/"), include("plans.urls")),
        # Translators: an address. "tim-kiem/" in Vietnamese.
        path(_("search/"), SearchPage.as_view(), name="search"),
        # The pages about the site, behind all that has an address of its own.
        path("<slug:slug>/", include(([path("", views.InfoPageView.as_view(), name="detail")], "site"))),
    ),
]
