"""The way of an item to readers: who sends it on, sends it back, says something, and who hears of it."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import versions
from publishing.mail import can_be_reached, write_to
from publishing.models import Account, Event, State, Version
from publishing.row_querysets import row_at

Kind = Event.Kind
SUBJECTS = {
    Kind.COMMENT: gettext_lazy("Comment on “%(item)s”"),
    Kind.SENT: gettext_lazy("For review: “%(item)s”"),
    Kind.SENT_BACK: gettext_lazy("Sent back: “%(item)s”"),
    Kind.ASSIGNED: gettext_lazy("Assigned to you: “%(item)s”"),
    Kind.PUBLISHED: gettext_lazy("Published: “%(item)s”"),
    Kind.SCHEDULED: gettext_lazy("Scheduled: “%(item)s”"),
    Kind.UNSCHEDULED: gettext_lazy("No longer scheduled: “%(item)s”"),
    Kind.WITHDRAWN: gettext_lazy("Withdrawn: “%(item)s”"),
    Kind.BINNED: gettext_lazy("In the bin: “%(item)s”"),
    Kind.UNBINNED: gettext_lazy("Out of the bin: “%(item)s”"),
}
"""What a mail about each kind of event is called."""


def note(item, kind, author, **fields) -> Event:
    """Write down that something was done or said. One query."""
    return Event.objects.create(room=item.room(), item=item.pk, kind=kind, author=author, **fields)


def said(item, kind, author, **fields) -> Event:
    """Write something down, and tell whom it concerns once it is certain."""
    event = note(item, kind, author, **fields)
    # It is said: mail that can't be queued is an error in the log, and no error page of who said it.
    transaction.on_commit(lambda: tell(event), robust=True)
    return event


def review_possible(item) -> bool:
    """Whether there is something that an editor could review, and nobody was asked yet."""
    if item.state == State.PUBLISHED:
        newest = versions.newest(item)
        return not item.awaits_review and newest is not None and not newest.live
    return item.state == State.DRAFT or (item.state == State.WITHDRAWN and not item.awaits_review)


def in_review(item) -> bool:
    """Whether an editor was asked to look at it."""
    return item.state == State.IN_REVIEW or item.awaits_review


@transaction.atomic
def send_for_review(item, author, text="") -> None:
    """Ask an editor to look at a draft, or at unpublished changes. ValidationError where there is nothing to look at."""
    item = versions.hold(item)
    if not review_possible(item):
        raise ValidationError(_("There is nothing here that could be sent for review."))
    if item.state == State.DRAFT:
        item.state = State.IN_REVIEW
    else:
        item.awaits_review = True
    item.save()
    said(item, Kind.SENT, author, text=text)


@transaction.atomic
def send_back(item, author, text) -> None:
    """Give an item back to who wrote it, with a remark that says why. ValidationError without one."""
    if not text.strip():
        raise ValidationError(_("Say in a remark what is to be done."))
    item = versions.hold(item)
    if not in_review(item):
        raise ValidationError(_("This is not in review."))
    if item.state == State.IN_REVIEW:
        item.state = State.DRAFT
    item.awaits_review = False
    item.save()
    said(item, Kind.SENT_BACK, author, text=text)


def comment(item, author, text) -> Event:
    """Say something about an item to all whom it concerns. ValidationError for nothing said."""
    if not text.strip():
        raise ValidationError(_("Write something first."))
    return said(item, Kind.COMMENT, author, text=text)


@transaction.atomic
def assign(item, author, to) -> None:
    """Make an item somebody's to do; None makes it nobody's."""
    item = versions.hold(item)
    if item.assignee == to:
        return
    item.assignee = to
    item.save()
    said(item, Kind.ASSIGNED, author, about=to)


# --- Who hears of it ------------------------------------------------------------


def concerned(item) -> set[int]:
    """Keys of the accounts that have to do with an item: who made, saved, sent or commented it, or is to do it."""
    keys = {item.created_by_id, item.assignee_id}
    keys |= set(Version.objects.of(item).values_list("author", flat=True))
    keys |= set(Event.objects.of(item).values_list("author", flat=True))
    return keys - {None}


def listeners(event, item):
    """The accounts to which an event is written: never the one who did it, nobody who may not see the item any more."""
    named = f"{item._meta.app_label}.%s_{item._meta.model_name}"
    keys = {event.about_id} - {None} if event.kind == Kind.ASSIGNED else concerned(item)
    if event.kind == Kind.SENT:
        editors = Account.objects.may(named % "publish").besides(event.author)
        # A review that nobody could end by publishing would wait for ever: then all who could are asked.
        if item.assignee is None or not any(map(can_be_reached, editors.with_keys(keys))):
            keys |= set(editors.values_list("pk", flat=True))
    return Account.objects.may(named % "view", named % "change").with_keys(keys).besides(event.author)


def tell(event) -> None:
    """Write a mail about an event to whom it concerns. A handful of queries, and a task a mail."""
    item = row_at(apps.get_model(event.room), event.item)
    accounts = listeners(event, item) if item is not None else ()
    if accounts:
        write_to(accounts, SUBJECTS[event.kind], "mail/event.txt", {"event": event, "item": item})
