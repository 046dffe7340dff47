"""How a reader rates an article without an account: the token in their cookie, their vote, and floods of votes."""

import ipaddress
import logging
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from news.models import Rating
from news.models.rating import STARS
from publishing.languages import CODES

SALT = "news.rating"
YEAR = 365 * 24 * 60 * 60
MOST, WHILE = 20, 10 * 60
"""New votes that one address may give in so many seconds. A whole office may share one."""
MOMENT = 5
"""Seconds in which the same first vote sent again is the same click."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figures:
    """How many readers rated an article, and their mean in stars (None where nobody did)."""

    count: int
    mean: float | None


def figures_of(article) -> Figures:
    """What readers think of an article. One query."""
    return Figures(*Rating.objects.of(article).figures())


def stars_in(text: str) -> int | None:
    """The stars that a form sent; None for anything but a number from one to five."""
    return next((stars for stars in STARS if text == str(stars)), None)


# --- The reader ------------------------------------------------------------------


def cookie_in(language: str) -> str:
    """The name of the cookie at the rating's address in a language."""
    # "__Host-" would want the path "/", and public pages are to see no cookie.
    return f"{'__Secure-' if settings.HTTPS else ''}rating-{language}"


def token_in(request, language: str) -> str:
    """The token in a reader's cookie; "" where there is none that this site signed within a year."""
    return request.get_signed_cookie(cookie_in(language), default="", salt=SALT, max_age=YEAR)


def new_token() -> str:
    """A token for a reader who has none. It says nothing about them."""
    return secrets.token_urlsafe(24)


def keep_token(response, article, token: str) -> None:
    """Let the reader's browser keep their token, for the rating's own address in each language alone."""
    for code in CODES:
        response.set_signed_cookie(
            cookie_in(code),
            token,
            salt=SALT,
            max_age=YEAR,
            path=article.rating_url(code),
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def reader(token: str) -> str:
    """What is kept of a token: a hash, so that nobody who sees the table can vote for a reader."""
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()


# --- The vote --------------------------------------------------------------------


def given(article, token: str) -> int | None:
    """The stars that a reader gave; None where they gave none. One query, none without a token."""
    if not token:
        return None
    return Rating.objects.of(article).by(reader(token)).values_list("stars", flat=True).first()


def give(article, token: str, stars: int) -> None:
    """Keep a reader's vote in the place of the one before. At most one is kept, also when two come at once.

    Four queries in a transaction of its own.
    """
    Rating.objects.update_or_create(article=article, reader=reader(token), defaults={"stars": stars})


# --- Floods ----------------------------------------------------------------------


def too_many(address: str) -> bool:
    """Count one more new vote from an address; whether it has given more than it may. No query.

    Kept is a hash that changes with the day, in the cache alone, for ten minutes. Where the cache
    does not answer, readers may vote.
    """
    key = f"rating-votes:{digest_of(address)}"
    try:
        return not cache.add(key, 1, timeout=WHILE) and cache.incr(key) > MOST
    except ValueError:
        return False  # it ran out between the two
    except Exception:
        log.exception("The cache did not count a vote.")
        return False


def sent_twice(address: str, browser: str, article, stars: int) -> bool:
    """Note a first vote; whether the same came from an address and browser (User-Agent) five seconds ago or less. No query.

    Kept is a hash, as in `too_many`. Where the cache does not answer, it is a new vote.
    """
    key = f"rating-sent:{digest_of(address, article.pk, stars, browser)}"
    try:
        return not cache.add(key, 1, timeout=MOMENT)
    except Exception:
        log.exception("The cache did not say whether a vote was sent twice.")
        return False


def digest_of(address: str, *others) -> str:
    """What is kept of an address, with what else tells votes apart: a hash that changes with the day."""
    told = " ".join(map(str, (timezone.now().date().isoformat(), network(address), *others)))
    return salted_hmac("news.rating.address", told, algorithm="sha256").hexdigest()


def network(address: str) -> str:
    """What counts as one address: in IPv6, where a household is given many, the first half."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(known if known.version == 4 else ipaddress.ip_network((known, 64), strict=False))
