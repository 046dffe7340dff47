"""The desk of a small table with texts in every language."""

from django.contrib import admin
from django.db import connection
from django.utils.translation import gettext_lazy as _

from publishing.forms import RowForm
from publishing.languages import CODES, localized
from publishing.row_querysets import held
from publishing.search import matching_titles


def side_by_side(*fields: str) -> tuple[tuple[str, ...], ...]:
    """Each translated field as a line of the form that holds it in every language."""
    return tuple(tuple(localized(field, code) for code in CODES) for field in fields)


class Held:
    """A ModelAdmin whose rows are saved one after the other, so that a form is merged with what really stands."""

    def get_object(self, request, object_id, from_field=None):
        """The row; while it is being saved nobody else saves it."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        held(self.model, row.pk)
        return super().get_object(request, object_id, from_field)


class BilingualAdmin(Held, admin.ModelAdmin):
    """A small table with titles in every language."""

    form = RowForm
    # Shows the search field; what is found is decided in get_search_results, in every language.
    search_fields = ("pk",)

    @admin.display(description=_("title"))
    def told(self, row):
        return str(row)

    def get_search_results(self, request, queryset, search_term):
        return (matching_titles(queryset, self.model.told_by, search_term) if search_term else queryset), False
