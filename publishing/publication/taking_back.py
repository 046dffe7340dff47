"""Withdrawing, and the bin."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import versions
from publishing.languages import localized
from publishing.models import Correction, Event, Open, PreviewLink, State, Unsaved, Version
from publishing.publication.common import Done, cancel, done, follow, say_why
from publishing.row_querysets import held

IN_THE_BIN = dt.timedelta(days=30)
"""How long what was deleted can come back."""


@transaction.atomic
def withdraw(item, author, *, at=None, reasons=None, replaced_by=None, languages=None) -> None:
    """Take a page back, now or at a moment; or, at once, some of its languages.

    Readers who come are told the reason ({language: text}), or led to the item that replaces it.
    ValidationError where that would lead in a circle, and where there is nothing to withdraw.
    """
    item = versions.hold(item)
    if item.state != State.PUBLISHED:
        raise ValidationError(_("Only what is published can be withdrawn."))
    at = at if at is not None and at > timezone.now() else None
    some = [code for code in languages or () if code in item.languages_ready]
    if languages and not some:
        raise ValidationError(_("Readers do not have this language any more."))
    if some and set(item.languages_ready) - set(some):
        _withdraw_languages(item, some, at)
    else:
        some = []
        _refuse_circle(item, replaced_by)
        say_why(item, reasons or {})
        item.replaced_by = replaced_by
        _withdraw_whole(item, at)
    item.save()
    follow(item)
    done(item, Done.WITHDRAWN, author, languages=some, at=at)


def _withdraw_languages(item, languages, at) -> None:
    if at is not None:
        raise ValidationError(_("A single language is withdrawn at once. Choose “Now”, or the whole page."))
    for code in languages:
        setattr(item, localized("ready", code), False)


def _withdraw_whole(item, at) -> None:
    if at is not None and at <= item.published_at:
        raise ValidationError(_("It would be withdrawn before it is public. Cancel the schedule instead."))
    item.withdraw_at = at
    if at is None:
        cancel(item)
        item.state, item.awaits_review = State.WITHDRAWN if item.was_public else State.DRAFT, False
        _forget_moment(item)


def _forget_moment(item) -> None:
    """What is taken back before its moment never was public, also when that moment has passed."""
    if not item.was_public:
        item.published_at = None


def _refuse_circle(item, replaced_by) -> None:
    seen = {item.pk}
    while replaced_by is not None:
        if replaced_by.pk in seen:
            raise ValidationError(_("These pages would lead to each other in a circle. Choose another one."))
        seen.add(replaced_by.pk)
        replaced_by = replaced_by.replaced_by


@transaction.atomic
def put_into_bin(item, author) -> None:
    """Delete an item so that it can come back whole for 30 days."""
    item = versions.hold(item)
    if item.state == State.BINNED:
        return
    cancel(item)
    PreviewLink.objects.of(item).working().update(revoked_at=timezone.now())
    item.state, item.binned_at, item.awaits_review = State.BINNED, timezone.now(), False
    _forget_moment(item)
    item.save()
    follow(item)
    done(item, Done.BINNED, author)


@transaction.atomic
def take_out_of_bin(item, author) -> None:
    """Bring an item back as it was worked on: withdrawn if readers knew it, a draft if they did not."""
    item = versions.hold(item)
    if item.state != State.BINNED:
        return
    item.state, item.binned_at = State.WITHDRAWN if item.was_public else State.DRAFT, None
    item.save()
    done(item, Done.UNBINNED, author)


def empty_bin(model, at=None) -> int:
    """Delete for good what has lain in the bin for 30 days; answers how many items."""
    before = (at or timezone.now()) - IN_THE_BIN
    return sum(_emptied(item, before) for item in list(model.objects.binned_before(before)))


@transaction.atomic
def _emptied(item, before) -> bool:
    item = held(type(item), item.pk)
    if item is None or item.state != State.BINNED or item.binned_at >= before:
        return False  # somebody took it out meanwhile
    delete_for_good(item)
    return True


@transaction.atomic
def delete_for_good(item) -> None:
    """Delete an item with its versions, events and corrections. Nothing of it comes back."""
    for kept in (Version, Event, Correction, Unsaved, Open):
        kept.objects.all_of(item.room(), item.pk).delete()
    item.delete()
