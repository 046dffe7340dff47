"""Single rows of any model, whatever they are: read, held against other writers, taken out."""

from contextlib import ExitStack, contextmanager

from django.db import connection, transaction

HURRY = 100
"""Milliseconds for which what nobody asked for waits for others."""


def rows_under(relation, keys) -> list:
    """The rows that a reverse relation leads to from the rows with these keys. One query."""
    return list(relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys}))


def links_of(field, keys) -> list[tuple]:
    """(key, key) pairs that a many-to-many field holds for the rows with these keys. One query."""
    through = field.remote_field.through._base_manager
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    return list(through.filter(**{f"{own}__in": keys}).values_list(f"{own}_id", f"{other}_id"))


def keys_alive(model, keys) -> set[str]:
    """Which of the keys, as texts, are still those of a row. One query."""
    fit = [key for key in map(model._meta.pk.to_python, keys) if key is not None]
    return {str(key) for key in model._base_manager.filter(pk__in=fit).values_list("pk", flat=True)}


def take_out(rows) -> None:
    """Remove rows alone: nothing that refers to them goes with them or is emptied. A query a row.

    For rows that are put back in the same transaction, at whose end references are looked at.
    """
    for row in rows:
        own = type(row)._base_manager.filter(pk=row.pk)
        own._raw_delete(own.db)


def row_at(model, key):
    """The row with a key, whatever its state; None where there is none."""
    return model._base_manager.filter(pk=key).first()


def others_with(row, field, value):
    """Rows of the same model that hold a value in a field, without this one."""
    return type(row)._base_manager.filter(**{field: value}).exclude(pk=row.pk)


def held(model, key, *, unless_taken: bool = False):
    """The item, kept from other writers until the transaction ends; None where there is none. One query.

    Its key stays free, so that rows of others that refer to it wait for nobody. None at once
    also where somebody else holds it, with `unless_taken`.
    """
    rows = model._base_manager.select_for_update(of=("self",), no_key=True, skip_locked=unless_taken)
    return rows.filter(pk=key).first()


@contextmanager
def hurried():
    """A transaction for what a reader's request does by the way: OperationalError where it would have to wait long."""
    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            # One writes at a time there. Once it is begun there is nobody left to wait for.
            with _hurried_begin():
                stack.enter_context(transaction.atomic())
        else:
            stack.enter_context(transaction.atomic())
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {HURRY}")
        yield


@contextmanager
def _hurried_begin():
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {HURRY}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
