"""An item with its parts as one plain value, so that two states of it can be told apart."""

import hashlib
import json

from modeltranslation.manager import get_translatable_fields_for_model

OUTSIDE = frozenset({"changed_at", "created_at"})
"""Columns that every save changes by itself."""


def take(item) -> dict[str, dict[str, object]]:
    """The item and the rows named by `item.parts` as {"room.model/<key>": {column: value}}.

    The bare columns of translated fields stay out: their language is that of whoever saved
    last. One query for each part, one for each many-to-many field, and the same again for
    each row that has parts of its own.
    """
    rows = {_key(item): _row(item)}
    for part in getattr(item, "parts", ()):
        for row in getattr(item, part).all():
            rows |= take(row)
    return rows


def fingerprint(item) -> str:
    """A short text that differs when anything of the item or its parts differs."""
    packed = json.dumps(take(item), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(packed.encode(), digest_size=12).hexdigest()


def _key(row) -> str:
    return f"{row._meta.label_lower}/{row.pk}"


def _row(row) -> dict[str, object]:
    bare = set(get_translatable_fields_for_model(type(row)) or ())
    columns = {
        field.name: field.value_to_string(row)
        for field in row._meta.concrete_fields
        if field.name not in bare | OUTSIDE and not field.generated
    }
    for field in row._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            columns[field.name] = sorted(str(key) for key in getattr(row, field.name).values_list("pk", flat=True))
    return columns
