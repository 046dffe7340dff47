"""The desk: Django's admin under this site's name, in the language of each account."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from publishing import invitations
from publishing.languages import CODES, own_name


class Desk(admin.AdminSite):
    """Where editors and translators work."""

    site_header = _("ASEAN Digital: the desk")
    site_title = _("ASEAN Digital")
    index_title = _("What is on the desk")
    site_url = "/"

    def get_urls(self):
        choose = path("language/", self.admin_view(require_POST(choose_language)), name="language")
        # Django's way from an item to its page would tell addresses of drafts to whoever is at the desk.
        return [choose, *(one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site")]

    @property
    def urls(self):
        """The admin's addresses and, below them, those for choosing a password.

        Django's pages look for these without "admin:", but elsewhere than here they would have no session.
        """
        passwords = [
            path("password_reset/", invitations.Forgotten.as_view(), name="admin_password_reset"),
            path("password_reset/done/", invitations.ForgottenDone.as_view(), name="password_reset_done"),
            path("reset/<uidb64>/<token>/", invitations.Choose.as_view(), name="password_reset_confirm"),
            path("reset/done/", invitations.ChooseDone.as_view(), name="password_reset_complete"),
        ]
        return [*passwords, path("", super().urls)], None, None

    def i18n_javascript(self, request, extra_context=None):
        return DeskCatalog.as_view()(request)

    def each_context(self, request):
        return super().each_context(request) | {
            "desk_languages": [(code, own_name(code)) for code in CODES],
            "desk_language": request.LANGUAGE_CODE,
        }


class DeskCatalog(JavaScriptCatalog):
    """The words of the desk's scripts: Django's, the editor's, and the site's own translations of both."""

    packages = ("django.contrib.admin", "django_prose_editor")

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


def choose_language(request):
    """Keep the language that somebody chose for the admin, and go back to where they were."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    if language in CODES:
        request.user.language = language
        request.user.save(update_fields=["language"])
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("admin:index")
    return HttpResponseRedirect(back)
