"""The picture with which a page is shared: its cover, else a card with its title."""

import hashlib
import logging
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from django.apps import apps
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing import share_card
from publishing.languages import Shown
from publishing.models import Published
from publishing.pictures import nearest_jpeg
from publishing.share_card import HEIGHT, WIDTH, Words, drawn

logger = logging.getLogger(__name__)

KEPT = 7 * 24 * 60 * 60
"""Seconds for which a card is kept; then it is drawn again when somebody asks."""


@dataclass(frozen=True)
class ShareImage:
    """Path, pixels and description of the picture with which a page is shared."""

    path: str
    width: int
    height: int
    alt: str


def share_image(item: Published, language: str | None = None) -> ShareImage:
    """What sharing services show of an item: its cover, else the card with its title. No query.

    In a language (the active one by default), or that in which the item is shown there.
    """
    shown = Shown(item, language)
    if cover := getattr(item, "cover", None):
        return ShareImage(*nearest_jpeg(cover, WIDTH), alt=Shown(cover, shown.language).alt)
    return ShareImage(card_address(item, shown.language), WIDTH, HEIGHT, alt=shown.title)


def card_address(item: Published, language: str) -> str:
    """The address of an item's card: a new one when anything on it changes."""
    words = words_of(item, language)
    return reverse("share-card", args=[item.room(), item.pk, language, fingerprint(words)])


def words_of(item: Published, language: str) -> Words:
    """What stands on the card of an item: besides the title its kicker, or its short name."""
    shown = Shown(item, language)
    label = shown.kicker if hasattr(item, "kicker") else getattr(item, "label", "")
    with translation.override(language):
        return Words(shown.title, label, _("ASEAN Digital"))


DRAWING = hashlib.sha256(Path(share_card.__file__).read_bytes()).digest()
"""Differs when cards are drawn otherwise."""


def fingerprint(words: Words) -> str:
    """A short text that differs when a card does."""
    return hashlib.sha256(DRAWING + "\0".join(astuple(words)).encode()).hexdigest()[:16]


@require_safe
def card(request, room, key, language, mark):
    """The card of a public item in a language; 404 where there is none. One query.

    Only its one right address draws, once; any other leads there. So asking for many draws nothing.
    """
    words = words_of(public_item(room, key, language), language)
    if mark != fingerprint(words):
        answer = HttpResponseRedirect(reverse("share-card", args=[room, key, language, fingerprint(words)]))
        patch_cache_control(answer, public=True, max_age=60)
        return answer
    answer = HttpResponse(kept(mark, words), content_type="image/png", headers={"Content-Language": language})
    # As long as its page: what is withdrawn leaves other caches too.
    patch_cache_control(answer, public=True, max_age=300)
    return answer


def kept(mark: str, words: Words) -> bytes:
    """A card as it was drawn once. Without its cache the site still answers, only slower."""
    name = f"share-card:{mark}"
    try:
        if content := cache.get(name):
            return content
    except Exception:
        logger.exception("The cache of share cards can't be read.")
        return drawn(words)
    content = drawn(words)
    with suppress(Exception):
        cache.set(name, content, KEPT)
    return content


def public_item(room: str, key, language: str) -> Published:
    """A public item that is ready in a language; Http404 where there is none. One query."""
    rooms = {model.room(): model for model in apps.get_models() if issubclass(model, Published)}
    item = rooms[room].objects.published().with_key(key).first() if room in rooms else None
    if item is None or language not in item.languages_ready:
        raise Http404
    return item
