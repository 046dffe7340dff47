"""The archive looked through, accepted and undone piece by piece in the queue, behind whatever is more urgent.

A piece reads and thinks first, then writes in one short transaction, which also queues the
next piece: a worker that stops leaves the rest in the queue, and nobody waits for a lock long.
"""

import datetime as dt
from contextlib import contextmanager
from time import monotonic, sleep

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from news import linking
from news.archive import deciding
from news.archive.looking import proposed
from news.archive.querysets import behind, with_decisions
from news.models import Article, LinkChange, Look
from plans.models import Plan
from publishing.making import BEHIND_MAIL
from publishing.models import Account
from publishing.row_querysets import held, row_at

LOOKED_AT, DECIDED = 200, 25
"""Articles that one piece looks at, and changes that one piece decides."""
LONGEST_REST = 0.5
"""Seconds that a piece waits between two changes at most; else as long as the last one took."""
QUIET = dt.timedelta(minutes=2)
"""After which a look that did not move counts as stuck: its worker was ended in the midst of a piece."""

State, Decision = Look.State, LinkChange.Decision


def begin(plans, account) -> Look:
    """Start a look for some plans, or for all where none is given. Five queries."""
    with transaction.atomic():
        look = Look.objects.create(asked_by=account, total=Article.objects.published().count())
        look.plans.set(plans)
        look_on.enqueue(str(look.pk), None)
    return look


def accept_all(look, account) -> bool:
    """Start to accept all that is open; False where something is under way already."""
    return _start(look, State.ACCEPTING, Decision.OPEN, account)


def undo_all(look, account) -> bool:
    """Start to undo all that was accepted; False where something is under way already."""
    return _start(look, State.UNDOING, Decision.ACCEPTED, account)


def _start(look, state, decision, account) -> bool:
    with transaction.atomic():
        look = held(Look, look.pk)
        total = LinkChange.objects.of(look).decided(decision).count()
        if look.is_working or not total:
            return False
        look.done, look.total = 0, total
        _move(look, state=state, interrupted="")
        decide_on.enqueue(str(look.pk), str(account.pk), state)
    return True


def cancel(look) -> bool:
    """Stop what is under way after the piece that is being done; False where nothing is. What was done stays."""
    with transaction.atomic():
        look = held(Look, look.pk)
        if not look.is_working:
            return False
        _move(look, state=State.CANCELLED if look.state in {State.QUEUED, State.LOOKING} else _rested(look))
    return True


def is_stuck(look) -> bool:
    """Whether nothing moves although it should; a look that waits for its turn just waits."""
    still = timezone.now() - look.moved_at > QUIET
    return look.state == State.FAILED or (look.is_working and look.state != State.QUEUED and still)


def go_on(look, account) -> bool:
    """Queue the next piece of a look that broke off or is stuck; False where it is neither."""
    with transaction.atomic():
        look = held(Look, look.pk)
        if not is_stuck(look):
            return False
        state = look.interrupted or look.state if look.state == State.FAILED else look.state
        _move(look, state=state, interrupted="")
        if look.state in {State.QUEUED, State.LOOKING}:
            look_on.enqueue(str(look.pk), str(look.last) if look.last else None)
        else:
            decide_on.enqueue(str(look.pk), str(account.pk), look.state)
    return True


def _move(look, **fields) -> None:
    for name, value in fields.items():
        setattr(look, name, value)
    look.moved_at = timezone.now()
    look.save(update_fields=[*fields, "done", "total", "moved_at"])


@contextmanager
def _told(key):
    """What goes wrong in a piece is told on the page of the look, and fails the task."""
    try:
        yield
    except Exception:
        with transaction.atomic():
            look = held(Look, key)
            if look and look.is_working:
                _move(look, interrupted=look.state, state=State.FAILED)
        raise


@task(priority=BEHIND_MAIL)
def look_on(key: str, last: str | None) -> int:
    """Look at the articles that come next behind one; answers how many changes they have."""
    with _told(key):
        return _look_on(key, last)


def _look_on(key: str, last: str | None) -> int:
    look = row_at(Look, key)
    if look is None or look.state not in {State.QUEUED, State.LOOKING}:
        return 0
    articles = list(with_decisions(behind(Article.objects.published(), last))[:LOOKED_AT])
    changes = _changes(look, articles)
    with transaction.atomic():
        look = held(Look, key)
        # Cancelled meanwhile, or another worker was quicker.
        if look is None or look.state not in {State.QUEUED, State.LOOKING} or str(look.last or "") != (last or ""):
            return 0
        LinkChange.objects.bulk_create(changes)
        if len(articles) < LOOKED_AT:
            # Articles come and go while it looks: in the end it has looked at all there are.
            look.done = look.total = look.done + len(articles)
            # Nothing to go on from: so it is told apart from a look that was stopped.
            _move(look, state=State.DONE, last=None)
            return len(changes)
        look.done = min(look.done + len(articles), look.total)
        _move(look, state=State.LOOKING, last=articles[-1].pk)
        look_on.enqueue(key, str(look.last))
    return len(changes)


def _changes(look, articles) -> list[LinkChange]:
    """What changes in some articles. Five queries."""
    asked = set(look.plans.values_list("code", flat=True))
    finder = linking.finder()
    found = [(article, one) for article in articles for one in proposed(article, finder, asked)]
    plans = {plan.code: plan for plan in Plan.objects.with_codes({one.plan for _article, one in found})}
    return [
        LinkChange(look=look, article=article, plan=plans[one.plan], kind=one.kind, sentences=one.sentences)
        for article, one in found
        if one.plan in plans
    ]


@task(priority=BEHIND_MAIL)
def decide_on(key: str, account: str | None, state: str) -> int:
    """Accept or undo the changes that come next; answers how many. Each has a transaction of its own."""
    with _told(key):
        return _decide_on(key, account, state)


def _decide_on(key: str, account: str | None, state: str) -> int:
    look = row_at(Look, key)
    if look is None or look.state != state:
        return 0
    step, decision = {
        State.ACCEPTING: (deciding.accept, Decision.OPEN),
        State.UNDOING: (deciding.undo, Decision.ACCEPTED),
    }[State(state)]
    who = row_at(Account, account)
    keys = list(
        LinkChange.objects.of(look)
        .decided(decision)
        .values_list("pk", flat=True)
        .order_by("article_id", "pk")[:DECIDED]
    )
    for one in keys:
        began = monotonic()
        step(one, who)
        # SQLite lets one write at a time and keeps no queue: whoever waits needs as long a gap to get in.
        sleep(min(monotonic() - began, LONGEST_REST))
    _on_from(key, len(keys), who, state)
    return len(keys)


def _on_from(key: str, number: int, who, state: str) -> None:
    """Tell that so many more are decided, and queue the next piece; finished where there was none any more."""
    with transaction.atomic():
        look = held(Look, key)
        if look is None or look.state != state:
            return
        look.done = min(look.done + number, look.total)
        if number:
            _move(look)
            decide_on.enqueue(key, str(who.pk) if who else None, state)
        elif state == State.UNDOING:
            _move(look, state=_rested(look), undone_by=who, undone_at=timezone.now())
        else:
            _move(look, state=_rested(look))


def _rested(look) -> str:
    """How a look stands with which nothing is being done: finished only where it has looked at all articles."""
    return State.DONE if look.last is None else State.CANCELLED
