"""The public page of an item as it would be with one of its versions, and links that show it without an account.

The version is really published, in a trial that is rolled back: a preview is the page that
readers would get, byte for byte, and nothing of it is left.
"""

import datetime as dt
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.csp import CSP, build_policy
from django.views.decorators.http import require_safe
from modeltranslation.manager import get_translatable_fields_for_model

from publishing import addresses, versions
from publishing.languages import CODES, localized
from publishing.models import PreviewLink, State
from publishing.row_querysets import held, row_at
from publishing.rows import rolled_back
from publishing.views import absolute

SALT = "publishing.previews"
DAYS = range(1, 8)
"""For how many days a link may work."""
USUAL_DAYS = 3
GAP = "…"
"""Stands in the database for what an unfinished text lacks, while it is rendered without it."""
SERVER = ("SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
"""All that the page learns of the request that asked for a preview."""


# --- Pages ----------------------------------------------------------------------


def page(request, item, version, language: str) -> HttpResponse:
    """The page that a reader of a language would get if the version were published in all complete languages.

    A language that somebody began is shown as it is, whatever it lacks; where nothing of it is
    written, the page shows another one, as it does for readers. Http404 where the item is gone.
    Queries: those of the page, of `versions.lay` and of a save.
    """
    with rolled_back():
        # Held first, as by whoever saves: two that write in another order would wait for each other.
        item = held(type(item), item.pk)
        if item is None:
            raise Http404
        versions.lay(version.content, item, trial=True)
        item = versions.fresh(item)
        lacking = _let_out(item, language)
        with translation.override(language):
            shown = _read(request, item, language, lacking)
    return HttpResponse(shown.content, status=shown.status_code, headers=_headers(language))


def _let_out(item, language) -> list[str]:
    """Make an item public; answers the columns that had to be filled for it."""
    now, filled = timezone.now(), []
    item.state, item.withdraw_at = State.PUBLISHED, None
    if item.published_at is None or item.published_at > now:
        item.published_at = now
    if _begun(item, language) or all(item.lacking(code) for code in CODES):
        filled = [localized(field, language) for field in item.lacking(language) if field != "slug"]
    for column in filled:
        setattr(item, column, GAP)
    addresses.fill(item)
    for code in CODES:
        setattr(item, localized("ready", code), not item.lacking(code))
    item.save()
    return filled


def _begun(item, language) -> bool:
    """Whether anything is written in a language."""
    texts = set(get_translatable_fields_for_model(type(item))) - set(item.outside)
    return any(getattr(item, localized(field, language)) for field in texts)


def _read(request, item, language, lacking):
    """What the page at the address of an item answers to somebody whom nobody knows, rendered."""
    asked = HttpRequest()
    asked.method = "GET"
    asked.path = asked.path_info = item.get_absolute_url(language)
    asked.META = {name: request.META[name] for name in SERVER if name in request.META}
    asked.LANGUAGE_CODE, asked.user = language, AnonymousUser()
    found = asked.resolver_match = resolve(asked.path_info)

    # The view itself, without what may be wrapped around it: no cache of pages is fed by a preview.
    class Preview(found.func.view_class):
        def shown_object(self, slug):
            shown = super().shown_object(slug)
            for column in lacking:
                setattr(shown, column, None)
            return shown

    return Preview.as_view()(asked, *found.args, **found.kwargs).render()


def _headers(language) -> dict[str, str]:
    """Kept and indexed by nobody, its address told to nobody, in a frame of this site alone."""
    policy = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
    return {
        "Cache-Control": "no-store",
        "Content-Language": language,
        # Written here, since what the desk allows its own pages is not for a page of readers.
        str(CSP.HEADER_ENFORCE): build_policy(policy),
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "SAMEORIGIN",
        "X-Robots-Tag": "noindex, nofollow",
    }


# --- Links for somebody without an account --------------------------------------


def make_link(item, version, language: str, account, days: int = USUAL_DAYS) -> PreviewLink:
    """A link that shows one version in one language for some days. One query.

    ValueError for a version of another item, an unknown language, or a number of days not in DAYS.
    """
    if (version.room, version.item) != (item.room(), item.pk) or language not in CODES or days not in DAYS:
        raise ValueError("Such a link is not made.")
    until = timezone.now() + dt.timedelta(days=days)
    return PreviewLink.objects.create(version=version, language=language, made_by=account, expires_at=until)


def address(link: PreviewLink) -> str:
    """The address to send to somebody. No query."""
    return absolute(reverse("preview", args=[_signer().sign(link.pk.hex)]))


def opened(signed: str) -> PreviewLink | None:
    """The link behind the signed part of an address, with its version.

    None where the signature is not ours, and where the link expired, was revoked, or its item is
    in the bin or gone. Two queries, none for a bad signature.
    """
    try:
        key = UUID(_signer().unsign(signed))
    except (BadSignature, ValueError):
        return None
    link = PreviewLink.objects.working().with_key(key).first()
    item = item_of(link) if link else None
    return link if item is not None and item.state != State.BINNED else None


def item_of(link: PreviewLink):
    """The item whose version a link shows; None where it is gone. One query."""
    return row_at(apps.get_model(link.version.room), link.version.item)


def _signer() -> Signer:
    return Signer(salt=SALT)


@require_safe
def preview(request, signed):
    """The page behind a link; whatever is wrong with it, the same 404 as for an address that never was."""
    link = opened(signed)
    if link is None:
        raise Http404
    return page(request, item_of(link), link.version, link.language)
