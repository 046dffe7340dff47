"""What happened to an item, newest first: its versions and events in one row, a page at a time."""

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Value

from publishing.models import Event, Version
from publishing.wording import language_name

PAGE = 50


def timeline(item, page) -> Page:
    """A page of entries: {"version": …} or {"event": …}, with the names of the languages. Four queries.

    No content is read, however many versions there are.
    """
    found = Paginator(_all(item), PAGE).get_page(page)
    places = list(found.object_list)
    versions = _loaded(Version.objects.of(item).with_author(), places, "version")
    events = _loaded(Event.objects.of(item), places, "event")
    rows = [(what, (versions if what == "version" else events).get(key)) for what, key, _made_at in places]
    found.object_list = [_entry(what, row) for what, row in rows if row is not None]
    return found


def _all(item):
    """(what, key, moment) of all that happened, as one query."""
    versions, events = (
        rows.order_by().annotate(what=Value(what, CharField())).values_list("what", "pk", "made_at")
        for what, rows in (("version", Version.objects.of(item)), ("event", Event.objects.of(item)))
    )
    return versions.union(events, all=True).order_by("-made_at", "what", "-pk")


def _loaded(rows, places, what) -> dict:
    return rows.in_bulk([key for kind, key, _made_at in places if kind == what])


def _entry(what, row) -> dict:
    return {what: row, "languages": ", ".join(map(language_name, row.languages))}
