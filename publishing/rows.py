"""An item with its parts as one plain value, and back: what a version holds.

A content is {"room.model/<key>": {column: value}}; see `publishing/merge.py`. Keys are UUIDs, so
that a content means the same in a trial that is rolled back as in the real thing.
"""

from collections.abc import Mapping
from contextlib import contextmanager, suppress
from functools import cache

from django.db import models, transaction
from modeltranslation.manager import get_translatable_fields_for_model

from publishing.languages import CODES, localized
from publishing.merge import column_of
from publishing.row_querysets import links_of, row_at, rows_under

PLAIN = (str, int, float, bool)


class _Enough(Exception):
    """Ends a trial."""


@contextmanager
def rolled_back():
    """Whatever is written inside is gone afterwards, with the hooks that wait for it to be committed."""
    with suppress(_Enough), transaction.atomic():
        yield
        raise _Enough


# --- What a content holds -------------------------------------------------------


@cache
def relations_of(model) -> tuple:
    """The reverse relations that lead to the parts of a model, as `parts` names them."""
    leading = {relation.get_accessor_name(): relation for relation in model._meta.related_objects}
    return tuple(leading[part] for part in getattr(model, "parts", ()))


@cache
def models_of(model) -> tuple[type[models.Model], ...]:
    """The model of an item and those of its parts, each before its own parts."""
    below = (part for relation in relations_of(model) for part in models_of(relation.related_model))
    return (model, *below)


@cache
def columns_of(model) -> tuple[models.Field, ...]:
    """The columns and many-to-many fields of a row that its content holds.

    Without those that say where the item stands (`outside`), those that follow by themselves,
    and the bare columns of translated fields: their language is that of whoever saved last. A
    many-to-many field through a model of its own is told by the rows of that model.
    """
    bare = set(get_translatable_fields_for_model(model) or ())
    outside = {name for base in getattr(model, "outside", ()) for name in (base, *(localized(base, c) for c in CODES))}
    own = [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]
    return tuple(
        field
        for field in (*model._meta.concrete_fields, *own)
        if not field.primary_key and not field.generated and field.name not in bare | outside
    )


@cache
def derived_in(model) -> frozenset[str]:
    """Columns of an item and its parts that follow from others: "news.evidence.start"."""
    named = ((part._meta.label_lower, name) for part in models_of(model) for name in getattr(part, "derived", ()))
    return frozenset(column_of(label, name) for label, name in named)


def columns_in(model, languages) -> frozenset[str]:
    """The columns of an item and its parts that hold texts of some languages."""
    return frozenset(
        column_of(part._meta.label_lower, localized(name, code))
        for part in models_of(model)
        for name in get_translatable_fields_for_model(part) or ()
        for code in languages
    )


@cache
def bound_in(model) -> Mapping[str, str]:
    """The parts of an item whose rows belong to one language, each with the field that says which: {"news.evidence": "language"}."""
    return {part._meta.label_lower: part.of_language for part in models_of(model) if hasattr(part, "of_language")}


def name_of(model, column: str):
    """How a column of an item or its parts ("news.byline.author") is called at the desk."""
    label, _sign, name = column.rpartition(".")
    part = next(part for part in models_of(model) if part._meta.label_lower == label)
    return part._meta.get_field(name).verbose_name


# --- From rows to a content -----------------------------------------------------


def take(item) -> dict[str, dict[str, object]]:
    """The item and its parts as the database has them. One query a model, one a many-to-many field."""
    fresh = row_at(type(item), item.pk) if item.pk else None
    labels = frozenset(model._meta.label_lower for model in models_of(type(item)))
    return _taken([fresh], type(item), labels) if fresh else {}


def _taken(rows, model, labels) -> dict[str, dict[str, object]]:
    content = {key_of(row): _values(row, labels) for row in rows}
    if not rows:
        return content
    keys = [row.pk for row in rows]
    for field in (field for field in columns_of(model) if field.many_to_many):
        lists = {key: [] for key in keys}
        for own, other in links_of(field, keys):
            lists[own].append(str(other))
        for key, others in lists.items():
            content[f"{model._meta.label_lower}/{key}"][field.name] = sorted(others)
    for relation in relations_of(model):
        content |= _taken(rows_under(relation, keys), relation.related_model, labels)
    return content


def key_of(row) -> str:
    """The name of a row in a content."""
    return f"{row._meta.label_lower}/{row.pk}"


def _values(row, labels) -> dict[str, object]:
    return {field.name: plain(field, row, labels) for field in columns_of(type(row)) if not field.many_to_many}


def plain(field, row, labels=frozenset()):
    """The value of a column as a content holds it."""
    value = field.value_from_object(row)
    if value is None or (isinstance(value, PLAIN) and not field.is_relation):
        return value
    if field.is_relation:
        label = field.related_model._meta.label_lower
        return f"{label}/{value}" if label in labels else str(value)
    return field.value_to_string(row)
