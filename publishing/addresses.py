"""Slugs of items: made from titles, unique in a room, kept when a title changes, never lost.

A slug that was public goes on leading to its item (the view answers 301); one that never was
is free again as soon as it is given up.
"""

from django.utils.translation import gettext as _

from publishing.languages import CODES, localized
from publishing.text import slug_for

RESERVED = frozenset(
    {"feed", "rss", "atom", "archive", "luu-tru", "topics", "chu-de", "sources", "nguon", "new", "add"}
)
"""Words that lists of a room use as addresses of their own."""


def slugs(item) -> dict[str, str]:
    """The slugs that an item has now: {language: slug}, without the empty ones."""
    named = {code: getattr(item, localized("slug", code)) for code in CODES}
    return {code: slug for code, slug in named.items() if slug}


def fill(item) -> None:
    """Give each language that has a title and no slug a free slug. One query for each made."""
    for code in CODES:
        column = localized("slug", code)
        title = getattr(item, localized("title", code))
        if not getattr(item, column):
            setattr(item, column, free(item, slug_for(title)) if title else None)


def free(item, slug: str) -> str:
    """This slug, or this slug with the first number that no other item of the room has."""
    from publishing.models import Address

    slug = slug or slug_for(str(item.pk))
    taken = RESERVED | item.reserved() | set(Address.objects.like(item, slug).values_list("slug", flat=True))
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def problems(item) -> dict[str, list[str]]:
    """What is wrong with the slugs of an item, as form errors. One query."""
    from publishing.models import Address

    own = slugs(item)
    taken = set(Address.objects.others_at(item, own.values()).values_list("slug", flat=True))
    errors: dict[str, list[str]] = {}
    reserved = RESERVED | item.reserved()
    for code, slug in own.items():
        if slug in reserved:
            errors[localized("slug", code)] = [
                _("“%(slug)s” is an address of the site itself. Choose another one.") % {"slug": slug}
            ]
        elif slug in taken:
            errors[localized("slug", code)] = [
                _("“%(slug)s” already leads to another item. Choose another address, or leave this empty.")
                % {"slug": slug}
            ]
    return errors


def claim(item) -> None:
    """Make the slugs of an item its own. Two queries.

    Where somebody else took a slug since it was checked, the item gets the next number: two
    editors who save at the same moment both keep their work.
    """
    from publishing.models import Address

    wanted = slugs(item)
    rows = [Address(room=item.room(), slug=slug, item=item.pk) for slug in sorted(set(wanted.values()))]
    Address.objects.bulk_create(rows, ignore_conflicts=True)
    lost = set(Address.objects.others_at(item, wanted.values()).values_list("slug", flat=True))
    for code, slug in wanted.items():
        if slug in lost:
            setattr(item, localized("slug", code), free(item, slug))
    if lost:
        claim(item)


def release(item) -> None:
    """Free the addresses that an item gave up before any reader could know them. Two queries."""
    from publishing.models import Address

    if item.state == item.State.PUBLISHED:
        Address.objects.current(item, slugs(item).values()).update(known=True)
    Address.objects.given_up(item, slugs(item).values()).delete()
