"""How the rows that contents of an item name are called; read in one query for each model that is named."""

from collections.abc import Mapping
from functools import cache

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from publishing import wording
from publishing.fields import RichTextField
from publishing.languages import Shown
from publishing.models import Picture
from publishing.rows import columns_of, models_of, relations_of

LONGEST = 90


@cache
def _owning(model) -> dict[type[models.Model], str]:
    """{part: the foreign key by which it belongs to what stands above it}, for all parts of a model."""
    above = {relation.related_model: relation.field.name for relation in relations_of(model)}
    return above | {part: name for row in above for part, name in _owning(row).items()}


class Titles:
    """The rows of some contents of an item and what they refer to. One query a related model, when it is made."""

    def __init__(self, model, *contents: Mapping):
        self.model, self.rows = model, {}
        self.models = {part._meta.label_lower: part for part in models_of(model)}
        for content in contents:
            for key, row in content.items():
                if key.partition("/")[0] in self.models:
                    self.rows[key] = {**self.rows.get(key, {}), **row}
        self.instances: dict[str, models.Model] = {}
        self.named = {related: _in_bulk(related, keys) for related, keys in self._keys(contents).items()}

    def columns(self, key: str) -> list[models.Field]:
        """The fields of a row that people are told of."""
        model = self.models.get(key.partition("/")[0])
        if model is None:
            return []
        aside = {"order", _owning(self.model).get(model), *getattr(model, "untold", getattr(model, "derived", ()))}
        return [field for field in columns_of(model) if field.name not in aside]

    def title(self, key: str) -> str:
        """How a row of the item calls itself, as the contents have it."""
        try:
            title = str(self._instance(key)) if key in self.rows else _("(deleted)")
        except (ObjectDoesNotExist, AttributeError, ValidationError, ValueError, TypeError):
            # A row that leans on one that is deleted since, or of another day, has no title.
            title = ""
        return Truncator(title).chars(LONGEST) or _("(without a title)")

    def referred(self, field, value) -> str:
        """How the row is called to which a relation leads: one of the item, or any other."""
        if value in self.rows:
            return self.title(value)
        row = self.named.get(field.related_model, {}).get(bare(value))
        return _("(deleted)") if row is None else wording.name(row)

    def alt(self, key: str, language: str) -> str:
        """What a picture shows, in the language of the text around it."""
        picture = self.named.get(Picture, {}).get(key)
        return (Shown(picture, language or None).alt or str(picture)) if picture else _("(deleted)")

    def _keys(self, contents) -> dict[type[models.Model], set[str]]:
        """The keys of rows outside the item that the contents name, by model."""
        found: dict[type[models.Model], set[str]] = {}
        for key, row in ((key, row) for content in contents for key, row in content.items()):
            for field in self.columns(key):
                value = row.get(field.name)
                if field.is_relation and value:
                    others = {bare(one) for one in (value if isinstance(value, list) else [value])}
                    found.setdefault(field.related_model, set()).update(others)
                elif isinstance(field, RichTextField) and value:
                    found.setdefault(Picture, set()).update(wording.pictures_in(value))
        own = {key.partition("/")[2] for key in self.rows}
        return {related: keys - own for related, keys in found.items()}

    def _instance(self, key: str) -> models.Model:
        """A row as an object that was never saved, to be asked for its own title. No query."""
        if key in self.instances:
            return self.instances[key]
        label, _slash, pk = key.partition("/")
        row = self.instances[key] = self.models[label](pk=pk)
        for field in columns_of(type(row)):
            value = self.rows[key].get(field.name)
            if value is None or field.many_to_many:
                continue
            if not field.is_relation:
                # Texts as they are: putting a long rich text in order takes its time.
                kept = value if isinstance(field, models.CharField | models.TextField) else field.to_python(value)
                setattr(row, field.attname, kept)
            elif value in self.rows:
                setattr(row, field.name, self._instance(value))
            elif other := self.named.get(field.related_model, {}).get(bare(value)):
                setattr(row, field.name, other)
        return row


def bare(value: str) -> str:
    """The key in a reference, which names the model too where it is one of the item's own."""
    return value.rpartition("/")[2]


def _in_bulk(model, keys) -> dict[str, models.Model]:
    fit = []
    for key in keys:
        try:
            fit.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue  # of a model whose keys were of another kind
    return {str(key): row for key, row in model._base_manager.in_bulk(fit).items()} if fit else {}
