"""Public pages know nobody; a page that forgets it is stopped, or at least never kept."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.middleware.csrf import get_token

from publishing.middleware import OnlyKnownMethods, PublicPages
from publishing.private import private


def sets_a_cookie(request):
    response = HttpResponse("page")
    response.set_cookie("a", "b")
    return response


def reads_the_session(request):
    request.session.get("a")
    return HttpResponse("page")


def asks_for_a_token(request):
    get_token(request)
    return HttpResponse("page")


def varies_by_cookie(request):
    return HttpResponse("page", headers={"Vary": "Accept-Encoding, Cookie"})


def knows_nobody(request):
    return HttpResponse("page")


def answer(view, rf, path="/vi/"):
    request = rf.get(path)
    request.session = rf_session()
    return PublicPages(view)(request)


def rf_session():
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    return SessionStore()


forgetful = pytest.mark.parametrize(
    ("view", "what"),
    [
        (sets_a_cookie, "a cookie"),
        (reads_the_session, "the session"),
        (asks_for_a_token, "a CSRF token"),
        (varies_by_cookie, "Vary: Cookie"),
    ],
)


@forgetful
def test_a_public_page_that_knows_its_reader_stops_with_a_sentence(view, what, rf, settings):
    settings.STRICT_PUBLIC_PAGES = True

    with pytest.raises(ImproperlyConfigured, match=f"^/vi/ is a public page but uses {what}.$"):
        answer(view, rf)


@forgetful
def test_in_production_such_a_page_is_served_but_never_kept(view, what, rf, settings, caplog):
    settings.STRICT_PUBLIC_PAGES = False

    response = answer(view, rf)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert [record.getMessage() for record in caplog.records] == [f"/vi/ is a public page but uses {what}."]


@forgetful
def test_the_desk_knows_its_editors(view, what, rf):
    response = answer(view, rf, path="/admin/")

    assert (response.content, response.headers.get("Cache-Control")) == (b"page", None)


def test_a_small_address_of_its_own_may_know_its_reader_and_is_kept_by_nobody(rf, settings):
    settings.STRICT_PUBLIC_PAGES = True
    view = private(sets_a_cookie)
    request = rf.get("/vi/")
    request.session, request.resolver_match = rf_session(), SimpleNamespace(func=view)

    response = PublicPages(view)(request)

    assert response.cookies["a"].value == "b"
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


def test_only_what_may_know_its_reader_is_posted_to(rf):
    refused = OnlyKnownMethods(knows_nobody).process_view(rf.post("/vi/"), knows_nobody, (), {})

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert OnlyKnownMethods(knows_nobody).process_view(rf.post("/vi/"), private(knows_nobody), (), {}) is None
    assert OnlyKnownMethods(knows_nobody).process_view(rf.get("/vi/"), knows_nobody, (), {}) is None


def test_a_page_that_knows_nobody_may_be_kept_by_everybody(rf):
    assert answer(knows_nobody, rf).headers["Cache-Control"] == "public, max-age=60, stale-if-error=86400"


def test_what_a_view_says_about_keeping_stands(rf):
    response = answer(lambda request: HttpResponse("page", headers={"Cache-Control": "no-store"}), rf)

    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", [302, 400, 403, 404, 410, 500])
def test_what_is_no_page_is_not_kept(status, rf):
    assert answer(lambda request: HttpResponse(status=status), rf).headers.get("Cache-Control") is None
