"""Every address of the site, in one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from aseandigital import views

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("readyz", views.readiness, name="readiness"),
    path("media/<path:path>", views.media, name="media"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        # Translators: an address. "tin-tuc/" in Vietnamese.
        path(_("news/"), include("news.urls")),
        # Translators: an address. "ke-hoach/" in Vietnamese.
        path(_("plans/"), include("plans.urls")),
    ),
]
