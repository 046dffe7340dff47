"""Small addresses of their own, where a page may know its reader: posted to, with a cookie, kept by nobody.

Public pages know nobody, so that a whole page can be kept; what a reader says stands elsewhere.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt


def private(view):
    """A view that may know its reader. It has to ask `sent_from_here` before it believes what is posted.

    There is no CSRF token: the form stands in a page that everybody is given alike.
    """
    view = csrf_exempt(never_cache(view))
    view.knows_its_reader = True
    return view


def is_private(view) -> bool:
    """Whether a view is at a small address of its own. No query."""
    return getattr(view, "knows_its_reader", False)


def sent_from_here(request) -> bool:
    """Whether a form was sent by a page of this site, as the browser says.

    By Sec-Fetch-Site, which no page can forge; by Origin, else Referer, in a browser that does not
    send it. A request that tells none of these is not believed.
    """
    if told := request.headers.get("Sec-Fetch-Site"):
        return told == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        sender = urlsplit(told)
    except ValueError:
        return False
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())


def address_of(request) -> str:
    """The network address from which a reader asks: behind our own proxy the one that it saw, the last it names.

    What stands before that in X-Forwarded-For anybody can write.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
