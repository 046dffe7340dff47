"""What happens at its moment, without anybody doing anything and without a worker."""

import logging

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing import versions
from publishing.models import State, Version
from publishing.publication.common import Done, cancel, done, follow
from publishing.publication.putting_out import publish
from publishing.row_querysets import held, hurried, row_at

log = logging.getLogger(__name__)


@transaction.atomic
def unschedule(item, author) -> None:
    """Nothing happens by itself any more: not the first publication, not that of changes, not the withdrawal."""
    item = versions.hold(item)
    ahead = item.withdraw_at is not None and item.withdraw_at > timezone.now()
    if not cancel(item) and not item.is_scheduled and not ahead:
        return
    if item.is_scheduled:
        item.state, item.published_at = State.DRAFT, None
    if ahead:
        # A moment that has passed stays: without it a withdrawn page would be public again.
        item.withdraw_at = None
    item.save()
    follow(item)
    done(item, Done.UNSCHEDULED, author)


def go_out(at=None) -> int:
    """Put out every working version whose time has come; answers how many were.

    Called by the first request after the minute, so no worker is needed. One query where nothing
    is due. A version that can't go out any more (its address was taken meanwhile) loses its
    schedule, and whom it concerns is told why. Where somebody holds the item it waits for the
    next request, so that no reader waits for an editor.
    """
    due = list(Version.objects.due(at).values_list("pk", flat=True))
    return sum(_tried(key, at) for key in due)


def _tried(key, at) -> bool:
    try:
        with hurried():
            return _gone_out(key, at)
    except OperationalError:
        # Somebody is in the way, or the database is in trouble: both pass.
        log.warning("Version with key %s could not go out now; the next request tries again.", key, exc_info=True)
    except Exception:
        # Whatever the reason, a reader who happens to come now has no part in it.
        log.exception("Version with key %s could not go out.", key)
        _give_up(key, at)
    return False


def _gone_out(key, at) -> bool:
    version = Version.objects.due(at).with_key(key).first()
    if version is None:
        return False  # another request was quicker
    model = apps.get_model(version.room)
    item = held(model, version.item, unless_taken=True)
    if item is None:
        if row_at(model, version.item) is None:
            Version.objects.with_key(key).update(goes_out_at=None)  # a script deleted it
        return False
    item, version = versions.hold(item), Version.objects.due(at).with_key(key).first()
    if version is None:
        return False
    problems = _held_up(item, version)
    if problems:
        cancel(item)
        done(item, Done.UNSCHEDULED, None, text="\n".join(problems))
    return not problems


def _give_up(key, at) -> None:
    """Cancel the schedule of a version in which something is wrong, before anything else: so it fails once."""
    with hurried():
        version = Version.objects.due(at).with_key(key).first()
        Version.objects.with_key(key).update(goes_out_at=None)
    item = row_at(apps.get_model(version.room), version.item) if version else None
    if item is not None:
        with override(settings.LANGUAGE_CODE), hurried():
            done(item, Done.UNSCHEDULED, None, text=_("An error of the site stopped it. Its log says more."))


def _held_up(item, version) -> list[str]:
    """Put out a version whose time has come; answers why it can't go out any more, if so."""
    with override(settings.LANGUAGE_CODE):
        if item.state == State.PUBLISHED and not item.is_public():
            return [_("The page was withdrawn before.")]
        try:
            with transaction.atomic():
                publish(item, version.languages, version.author, version=version)
        except ValidationError as error:
            return error.messages
        except IntegrityError:
            log.exception("Version %s of %s could not go out.", version.number, item.pk)
            return [_("The database refused it.")]
    return []
