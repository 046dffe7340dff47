"""What a form of the desk offers, read once and while the rows are lent."""

from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelChoiceField


def fetch(response) -> None:
    """Read what the page needs while the rows are lent, so that it can be drawn after they are given back.

    Read-only fields and rows ask the database while they are drawn: then it is drawn here.
    """
    if not hasattr(response, "render"):
        return
    formsets = response.context_data["inline_admin_formsets"]
    form, lists = response.context_data["adminform"], {}
    for one in [form.form, *(row for formset in formsets for row in formset.formset)]:
        fix_choices(one.fields, lists)
    for formset in formsets:
        # The row for one more is made while the page is drawn, from these.
        given = formset.formset.empty_form.fields
        own = {name: field for name, field in formset.formset.form.base_fields.items() if alike(field, given[name])}
        fix_choices(own, lists)
    if form.readonly_fields or not all(one.has_change_permission for one in formsets):
        response.render()


def asked(field) -> str | None:
    """The question to the database whose answers a field offers; None where it offers none, or asks while somebody types."""
    widget = getattr(field.widget, "widget", field.widget)
    if not isinstance(field, ModelChoiceField) or isinstance(widget, AutocompleteMixin) or widget.is_hidden:
        return None
    return "" if field.queryset.query.is_empty() else str(field.queryset.query)


def alike(field, other) -> bool:
    """Whether two fields offer the same."""
    return asked(field) is not None and asked(field) == asked(other)


def fix_choices(fields, lists) -> None:
    """Let fields offer what the database says now; `lists` holds what was read, so that many rows ask once."""
    for field in fields.values():
        question = asked(field)
        if question is not None:
            known = (question, field.empty_label)
            lists[known] = field.choices = lists.get(known) or list(field.choices)
