"""What holds for every request: known methods, the desk's language, and pages that know nobody."""

import logging

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csp import csp_override

from publishing.languages import CODES

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
        # Nothing outside the desk is posted to; without this Django would ask for a CSRF token first.
        known = METHODS if at_the_desk(request) else READING
        if request.method not in known:
            return HttpResponseNotAllowed(known)
        return self.get_response(request)


def at_the_desk(request) -> bool:
    """Whether a request is for the admin."""
    return request.path_info.startswith(reverse("admin:index"))


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
        if at_the_desk(request):
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
