"""What holds for every request: known methods, the desk's language, and pages that know nobody."""

import logging

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseNotAllowed
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csp import csp_override

from publishing.languages import CODES, preferred
from publishing.private import is_private
from publishing.publication import go_out

READING = ("GET", "HEAD", "OPTIONS")
METHODS = (*READING, "POST")
log = logging.getLogger(__name__)


class Health:
    """/healthz answers 200 as soon as this process serves, whatever name or scheme it is asked by."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info != "/healthz":
            return self.get_response(request)
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


class OnlyKnownMethods:
    """Answers 405 to TRACE and to invented methods, which plain views would answer with a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS if at_the_desk(request) else READING)
        return self.get_response(request)

    def process_view(self, request, view, *arguments):
        # Little outside the desk is posted to; without this Django would ask for a CSRF token first.
        if request.method in READING or at_the_desk(request) or is_private(view):
            return None
        return HttpResponseNotAllowed(READING)


def at_the_desk(request) -> bool:
    """Whether a request is for the admin."""
    return request.path_info.startswith(reverse("admin:index"))


class Language(LocaleMiddleware):
    """The language of a page is that of its path; a path without one leads nowhere.

    Django would lead "/so/" on to "/vi/so/" by a cookie of the reader's, as soon as any page might stand
    there. The front door alone chooses a language.
    """

    def process_request(self, request):
        told = translation.get_language_from_path(request.path_info) or preferred(
            request.headers.get("Accept-Language", "")
        )
        translation.activate(told)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class DeskSessions(SessionMiddleware):
    """Sessions at the desk alone: a public page neither reads nor deletes a visitor's cookie."""

    def process_response(self, request, response):
        return super().process_response(request, response) if at_the_desk(request) else response


class Desk:
    """What holds for every page of the admin: its language, its Content-Security-Policy, no keeping.

    The language is that of the account, the site's first one where none is chosen.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.at_the_desk = csp_override(settings.DESK_CSP)(get_response)

    def __call__(self, request):
        if not at_the_desk(request):
            return self.get_response(request)
        chosen = request.GET.get("admin_language") or getattr(request.user, "language", "")
        language = chosen if chosen in CODES else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.at_the_desk(request)
        response.headers["Content-Language"] = language
        patch_cache_control(response, no_store=True)
        return response


class Due:
    """Changes whose time has come go out with the first request after their minute; no worker is needed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Pages of items have a language in their path; nothing else shows any.
        if translation.get_language_from_path(request.path_info) or at_the_desk(request):
            self.put_out()
        return self.get_response(request)

    def put_out(self):
        """Whoever asks for a page gets it, whatever is wrong with what others scheduled."""
        try:
            go_out()
        except Exception:
            log.exception("What is due could not go out.")


class PublicPages:
    """Public pages know nobody: no cookie, no session, so that a whole page can be kept.

    While developing and testing a page that forgets it stops with an error; in production the
    answer is marked private and the mistake logged, so that nothing is kept that shouldn't be.
    """

    max_age = 60
    """Seconds for which a page may be kept without asking again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if at_the_desk(request) or is_private(getattr(request.resolver_match, "func", None)):
            return response
        known = [name for name, found in self._what_it_knows(request, response).items() if found]
        if known:
            message = f"{request.path} is a public page but uses {', '.join(known)}."
            if settings.DEBUG or settings.STRICT_PUBLIC_PAGES:
                raise ImproperlyConfigured(message)
            log.error(message)
            patch_cache_control(response, private=True, no_store=True)
        elif response.status_code in {200, 301} and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=self.max_age, stale_if_error=86_400)
        return response

    def _what_it_knows(self, request, response):
        session = getattr(request, "session", None)
        return {
            "a cookie": bool(response.cookies),
            "the session": session is not None and session.accessed,
            "a CSRF token": bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE")),
            "Vary: Cookie": "cookie" in response.headers.get("Vary", "").lower(),
        }
