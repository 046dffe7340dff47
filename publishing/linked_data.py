"""What a page says of itself to machines, as JSON-LD in the words of schema.org."""

from django.conf import settings
from django.utils.safestring import SafeString

from publishing.markup import data_block


def script(*things: dict) -> SafeString:
    """A data block with the things. No script: nothing in it is run, so the policy has no say in it."""
    data = things[0] if len(things) == 1 else list(things)
    return data_block(_filled({"@context": "https://schema.org", "@graph": data}), "application/ld+json")


def breadcrumbs(steps: list[tuple[str, str]]) -> dict:
    """The way down to a page: (name, path) of each step, the page itself last; it needs no path of its own."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path if path else ""}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def _filled(thing):
    """Without what is empty: an empty name says nothing, and a validator complains."""
    if isinstance(thing, dict):
        return {key: _filled(value) for key, value in thing.items() if value not in ("", None, [], {})}
    return [_filled(one) for one in thing] if isinstance(thing, list) else thing
