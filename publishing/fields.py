"""Text columns that keep their promise on every write: one normal form, one sanitiser.

Whoever writes (form, import, command, `update()`), what is stored went through here.
"""

import unicodedata

from django.db import models
from django_prose_editor.fields import ProseEditorFormField
from modeltranslation.fields import TranslationFieldDescriptor

from publishing import markup
from publishing.text import line, normal


class _InOrder(str):
    """A text that was put in order on its way to the database; twice would be work for nothing."""

    __slots__ = ()


class _Kept:
    """What the columns of this module share: each value is put in order before it is stored."""

    def in_order(self, value: str) -> str:
        raise NotImplementedError

    def _kept(self, value):
        if value is None or not isinstance(value, str):
            return value
        value = self.in_order(value)
        if not any(unicodedata.category(sign)[0] not in "CZ" for sign in value):
            value = ""  # spaces, joiners and the like: nothing that a reader could see
        # A missing text is NULL, where the column allows it, and never "": one way to say it.
        return None if value == "" and self.null else value

    def to_python(self, value):
        # Forms and full_clean() see what will be stored, so that a missing text is told in time.
        value = super().to_python(value)
        return value if value is None else self._kept(value) or ""

    def pre_save(self, model_instance, add):
        value = self._kept(super().pre_save(model_instance, add))
        # The bare column of a translated field is read through a fallback and written into the
        # active language: setting it would copy one language's text into the other.
        if not isinstance(getattr(type(model_instance), self.attname), TranslationFieldDescriptor):
            setattr(model_instance, self.attname, value)
        return value if value is None else _InOrder(value)

    def get_db_prep_save(self, value, connection):
        value = str(value) if isinstance(value, _InOrder) else self._kept(value)
        return super().get_db_prep_save(value, connection)


class LineField(_Kept, models.CharField):
    """One line of text, such as a title: NFC, white space folded."""

    def in_order(self, value):
        return line(value)


class PlainTextField(_Kept, models.TextField):
    """Text of several lines without markup: NFC, no white space at the ends."""

    def in_order(self, value):
        return normal(value).strip()


EDITOR = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": sorted(markup.SCHEMES)},
    "Image": True,
    "Figure": {"pickerUrl": "/admin/publishing/picture/choose/"},
    "Caption": True,
}
"""What the desk's editor offers: the elements that the sanitiser keeps, and nothing else."""


class RichTextFormField(ProseEditorFormField):
    """The desk's editor; shows the pictures that the stored text only names."""

    def prepare_value(self, value):
        from publishing.pictures import in_the_editor

        return in_the_editor(value) if isinstance(value, str) else value

    def has_changed(self, initial, data):
        """Whether the words or figures differ; the editor drops ids and shows pictures."""
        stored = markup.clean(initial or "")
        return markup.clean(data or "", before=stored) != stored


class RichTextField(_Kept, models.TextField):
    """Text with headings, lists, links and figures, cleaned by the one sanitiser."""

    def in_order(self, value):
        return markup.clean(value)

    def formfield(self, **kwargs):
        # A copy: the form field writes into the configuration it is given.
        return super().formfield(**{"form_class": RichTextFormField, "config": {"extensions": dict(EDITOR)}} | kwargs)
