"""How contents of an item (`publishing/rows.py`) are told to people: labels, readable texts, what differs.

Titles of other rows are read in one query for each model that is named, however many rows name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing import wording
from publishing.differences import Piece, shortened, words
from publishing.fields import RichTextField
from publishing.titles import Titles


@dataclass(frozen=True)
class Told:
    """A field of a row in words: its label, its language ("" where it has none), and its texts."""

    name: str
    label: str
    language: str
    texts: tuple[str, ...]
    formal: bool = False
    """Whether the words are the same and only their form differs; the texts show the markup then."""

    @property
    def before(self) -> str:
        return self.texts[0]

    @property
    def after(self) -> str:
        return self.texts[-1]

    @cached_property
    def pieces(self) -> list[Piece]:
        """What differs between the first text and the last one."""
        return words(self.before, self.after)

    @property
    def short(self) -> list[Piece]:
        """The same without long unchanged stretches."""
        return shortened(self.pieces)


@dataclass(frozen=True)
class Group:
    """A row that differs: the item itself or one of its parts; `change` is added, removed or changed."""

    key: str
    title: str
    change: str
    fields: list[Told]


def told(model, before: Mapping, after: Mapping) -> list[Group]:
    """What differs between two contents of an item of `model`: the item first, then row by row.

    One query for each model whose rows are named. Models and columns that are gone since are skipped.
    """
    return Teller(model, before, after).groups(before, after)


def told_field(model, key: str, field: str, *values, within: tuple[Mapping, ...] = ()) -> Told | None:
    """One field of a row with several values; None where the field is gone.

    `within` are the contents that hold the rows of the item itself to which the values refer.
    """
    return Teller(model, *within, *({key: {field: value}} for value in values)).field(key, field, *values)


class Teller(Titles):
    """Tells the rows of some contents of an item. One query a related model, when it is made."""

    # What is told

    def groups(self, before: Mapping, after: Mapping) -> list[Group]:
        """The rows that differ, the item first."""
        found = (self.group(key, before.get(key), after.get(key)) for key in sorted(self.rows, key=self._place))
        return [group for group in found if group]

    def group(self, key: str, before: Mapping | None, after: Mapping | None) -> Group | None:
        """A row that differs; None where it does not, or not in what people are told."""
        if key not in self.rows or before is after is None:
            return None
        change = "added" if before is None else "removed" if after is None else "changed"
        fields = [told for field in self.columns(key) if (told := self._differing(field, before, after))]
        return Group(key, self.heading(key), change, fields) if fields or change != "changed" else None

    def field(self, key: str, name: str, *values) -> Told | None:
        """A field of a row with these values; None where the field is gone."""
        found = next((field for field in self.columns(key) if field.name == name), None)
        return self._told(found, values) if found is not None else None

    def heading(self, key: str) -> str:
        """What a row is and how it is called: "Source: Master Plan 2025"."""
        kind = str(capfirst(self.models[key.partition("/")[0]]._meta.verbose_name))
        if self.models[key.partition("/")[0]] is self.model:
            return kind
        return _("%(kind)s: %(title)s") % {"kind": kind, "title": self.title(key)}

    # Fields

    def _differing(self, field, before, after) -> Told | None:
        rows = [row for row in (before, after) if row is not None]
        if any(field.name not in row for row in rows):
            return None  # the column is newer than one of the contents
        one, other = ((row or {}).get(field.name) for row in (before, after))
        if one == other or (None in (before, after) and False in (one, other)):
            return None  # that something is not so tells nothing about a row that came or went
        told = self._told(field, (one, other))
        return told if told.before != told.after or field.is_relation else None

    def _told(self, field, values) -> Told:
        label, language = wording.label_of(field)
        texts = tuple(self._text(field, value, language) for value in values)
        if isinstance(field, RichTextField):
            sources = tuple(wording.source(value) for value in values)
            if len(set(texts)) < len(set(sources)):
                return Told(field.name, label, language, sources, formal=True)
        return Told(field.name, label, language, texts)

    def _text(self, field, value, language) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, list):
            return "\n".join(sorted(self.referred(field, one) for one in value))
        if field.is_relation:
            return self.referred(field, value)
        if isinstance(field, RichTextField):
            return wording.rich(value, lambda key: self.alt(key, language))
        return wording.plain(field, value)

    def _place(self, key: str) -> tuple:
        label, row = key.partition("/")[0], self.rows[key]
        order = row.get("order")
        return list(self.models).index(label), order if isinstance(order, int) else 0, key
