"""What every step of an item to readers, or away from them, shares."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing import versions, workflow
from publishing.languages import CODES, localized
from publishing.models import Event, State, Version
from publishing.rows import take

Done = Event.Kind
log = logging.getLogger(__name__)


def done(item, kind, author, **fields) -> None:
    """Write down what changed for readers; whom it concerns is told once it is certain."""
    event = workflow.note(item, kind, author, **fields)
    # It is done: mail that can't be queued is an error in the log, and no error page of who did it.
    transaction.on_commit(lambda: after_public_change(event), robust=True)


def after_public_change(event) -> None:
    """What follows outside the database once readers see something else: mail to whom it concerns."""
    workflow.tell(event)


def cancel(item) -> int:
    """Let no version of an item go out by itself; answers how many would have. One query."""
    return Version.objects.waiting(item).update(goes_out_at=None)


def say_why(item, reasons) -> None:
    """Set what readers of a withdrawn page are told, {language: text}."""
    for code in CODES:
        setattr(item, localized("withdrawn_because", code), reasons.get(code) or None)


def follow(item) -> None:
    """Put the rows to what was written last, where no reader is to be protected from it any more."""
    if item.state == State.PUBLISHED or (last := versions.newest(item)).live:
        return
    try:
        with transaction.atomic():
            versions.lay(last.content, item)
            versions.record(item, take(item), versions.Kind.SAVED, last.author, live=True)
    except (ValidationError, IntegrityError):
        # Somebody has what only one may have, or a text is unfinished; the next save tells.
        log.info("The rows of %s can't follow version %s.", item.pk, last.number)
