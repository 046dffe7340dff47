"""What an item is now, what readers see of it, and how one becomes the other. Nothing is overwritten.

A draft has no reader to protect: its rows follow every save. A published item has a working
version beside its rows, until it is published. The mechanism is told in
`docs/decisions/0007-versions-are-snapshots.md`.

Whoever writes holds the item (`hold`) inside a transaction, so that one writes at a time.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.merge import Clash, merge, resolve, same
from publishing.models import State, Version
from publishing.putting import problems_of, put, upgraded
from publishing.row_querysets import held
from publishing.rows import derived_in, models_of, relations_of, rolled_back, take

Kind = Version.Kind


class Clashing(Exception):
    """Two changed the same: what was sent is kept in `version`, and nothing else was changed."""

    def __init__(self, version):
        super().__init__(f"Version {version.number} waits to be settled.")
        self.version = version


class StillClashing(Exception):
    """While somebody decided, somebody else saved: there is more to decide."""


def hold(item):
    """The item as it is, kept from other writers until the transaction ends; with drift absorbed.

    Two queries and those of `take`; more where something was changed outside the desk.
    """
    now = held(type(item), item.pk)
    if now is not None:
        absorb(now)
    return now


def fresh(item):
    """The item as its rows are. One query."""
    return type(item)._base_manager.get(pk=item.pk)


# --- What stands ----------------------------------------------------------------


def newest(item) -> Version | None:
    """The version on which a form opens. One query."""
    return Version.objects.standing(item).select_related("author").first()


def drifted(item, now=None) -> bool:
    """Whether the rows (`now`, if they were taken already) are not what the versions say.

    They were never recorded, or changed outside the desk. One query, and those of `take`.
    """
    last = Version.objects.lived(item).first()
    now = now or take(item)
    return last is None or not same(upgraded(last.content, type(item), now), now, derived_in(type(item)))


def absorb(item, author=None, kind=Kind.OUTSIDE) -> None:
    """Record what was changed outside the desk (a script, an import, an API) and merge it into the working version.

    Where both changed the same, the rows stand, and the working version waits as a clash to be settled.
    What a page of the desk wrote past the form is recorded alike, as somebody's (`author`, `kind`).
    """
    last, now, derived = Version.objects.lived(item).first(), take(item), derived_in(type(item))
    base = upgraded(last.content, type(item), now) if last else {}
    if last is not None and same(base, now, derived):
        return
    working = newest(item)
    record(item, now, kind, author, live=True)
    if working is None or working.live:
        return
    merged, clashes = merge(base, upgraded(working.content, type(item), now), now, derived)
    if clashes:
        record(item, working.content, Kind.CONFLICT, working.author, base=last.number)
    if not same(merged, now, derived):
        record(item, merged, Kind.LEFT, working.author)


def record(item, content, kind, author=None, **fields) -> Version:
    """One version more. Two queries."""
    number = Version.objects.of(item).values_list("number", flat=True).first() or 0
    return Version.objects.create(
        room=item.room(), item=item.pk, number=number + 1, kind=kind, author=author, content=content, **fields
    )


def lay(content, item, *, trial: bool = False, check: bool = False, now=None, **first) -> list[str]:
    """Put the rows of an item to a content, with all that follows from its texts.

    With `check`, ValidationError where the content is not valid; the caller rolls back.
    """
    lost = put(content, type(item), item.pk, trial=trial, check=check, now=now, **first)
    fresh(item).settle()
    if check:
        refuse_problems(fresh(item))
    return lost


# --- Saving ---------------------------------------------------------------------


def keep(item, base: Version | None, mine, author) -> tuple[Version, bool]:
    """Save what somebody made of the version `base`; answers the version, and whether it was merged with others.

    `base` is None where nobody knows on what the form was opened: then every difference clashes.
    Raises `Clashing`, or ValidationError where both together are not valid.
    """
    theirs, derived = newest(item), derived_in(type(item))
    if base is not None and base.number == theirs.number:
        return store(item, mine, author, Kind.SAVED), False
    merged, clashes = merge(base.content if base else None, mine, theirs.content, derived)
    if clashes:
        raise Clashing(_clash(item, base.number if base else None, mine, author))
    return store(item, merged, author, Kind.SAVED, check=True), not same(merged, mine, derived)


def _clash(item, base, mine, author) -> Version:
    """The version that waits for a decision: the one that is there, where the same is sent again."""
    for waiting in Version.objects.unsettled(item):
        if (waiting.author, waiting.base, waiting.content) == (author, base, mine):
            return waiting
    return record(item, mine, Kind.CONFLICT, author, base=base)


def store(item, content, author, kind, check: bool = False, **fields) -> Version:
    """Make a content the newest version; the rows follow it where no reader is to be protected.

    Nothing is recorded where it says what the newest version says. With `check`, ValidationError
    where the content is not valid, and nothing is changed.
    """
    before = newest(item)
    if before is not None and same(before.content, content, derived_in(type(item))):
        return before
    if item.state == State.PUBLISHED:
        if check:
            with rolled_back():
                lay(content, item, trial=True, check=True)
        return record(item, content, kind, author, **fields)
    # Where the rows did not follow until now, what they are to be was tried in versions alone.
    check = check or (before is not None and not before.live)
    with transaction.atomic():
        lost = lay(content, item, check=check)
        version = record(item, take(item), kind, author, live=True, **fields)
    version.lost = lost
    return version


def begin(model, key, content, author) -> Version:
    """Store a new item as its first version. IntegrityError where the key is taken."""
    item = model(pk=key)
    lay(content, item, created_by=author)
    return record(item, take(item), Kind.SAVED, author, live=True)


def refuse_problems(item) -> None:
    """ValidationError with a sentence for all that is wrong with the row of an item itself."""
    if told := problems_of(item):
        raise ValidationError(told)


# --- Clashes --------------------------------------------------------------------


def clashes(item, version: Version) -> tuple[dict, list[Clash]]:
    """A clash version merged with what is newest now, and what is to be decided. Two queries."""
    base = Version.objects.numbered(item, version.base).first() if version.base else None
    return merge(base.content if base else None, version.content, newest(item).content, derived_in(type(item)))


@transaction.atomic
def settle(item, version: Version, decided, author) -> Version:
    """Save a clash with what somebody decided: [(clash, the value that is to stand)].

    Raises `StillClashing` where what clashes is not (any more) what was decided, and
    ValidationError where the result is not valid; then nothing is changed.
    """
    item = hold(item)
    if not Version.objects.unsettled(item).with_key(version.pk).exists():
        raise StillClashing  # somebody else has decided
    merged, open_clashes = clashes(item, version)
    values = list(decided)
    if any(clash not in [known for known, _value in values] for clash in open_clashes):
        raise StillClashing
    content = resolve(merged, [one for one in values if one[0] in open_clashes], version.content)
    stored = store(item, content, author, Kind.SAVED, check=True)
    drop(version)
    return stored


def drop(version: Version) -> None:
    """Count a clash as decided; the history keeps what it says. One query."""
    version.settled = True
    version.save(update_fields=["settled"])


# --- Going back -----------------------------------------------------------------


@transaction.atomic
def restore(item, number: int, author) -> Version:
    """Make an older version the newest one; what lasts (`lasting_parts`) stays as it is.

    ValidationError where there is no such version, or where it is not valid now.
    """
    item = hold(item)
    old = Version.objects.numbered(item, number).first()
    if old is None:
        raise ValidationError(_("There is no version %(number)s.") % {"number": number})
    lasting = _lasting(type(item))
    content = {name: row for name, row in old.content.items() if name.partition("/")[0] not in lasting}
    content |= {name: row for name, row in newest(item).content.items() if name.partition("/")[0] in lasting}
    return store(item, content, author, Kind.RESTORED, check=True, restored_from=number)


def _lasting(model) -> set[str]:
    relations = [rel for rel in relations_of(model) if rel.get_accessor_name() in model.lasting_parts]
    return {part._meta.label_lower for rel in relations for part in models_of(rel.related_model)}


@transaction.atomic
def discard(item, author) -> Version:
    """Give up what is not published: the newest version is what readers see.

    Decisions that no reader sees (`unseen`), such as that a plan is not to be linked, last.
    """
    item = hold(item)
    if (last := newest(item)).live:
        return last
    Version.objects.waiting(item).update(goes_out_at=None)
    item.awaits_review = False
    item.save(update_fields=["awaits_review", "changed_at"])
    now = take(item)
    if quiet := _unseen(type(item), last.content, now):
        lay(now | quiet, item)
        now = take(item)
    return record(item, now, Kind.DISCARDED, author, live=True)


def _unseen(model, content, now) -> dict:
    """Rows of a content that are not there now and that no reader would see."""
    asked = {part._meta.label_lower: part.unseen for part in models_of(model) if hasattr(part, "unseen")}
    return {
        key: row
        for key, row in content.items()
        if key not in now and (unseen := asked.get(key.partition("/")[0])) and unseen(row)
    }
