"""What every filter of a public list has: chips to take it away, and a canonical query."""

from urllib.parse import urlencode

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ListFilter(django_filters.FilterSet):
    """Filters of a public list, chosen in the address."""

    language = django_filters.ChoiceFilter(
        label=_("Available in"), choices=settings.LANGUAGES, method="in_language", empty_label=_("Any language")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters.move_to_end("language")

    def problems(self) -> list[str]:
        """What was wrong with the values in the address, a sentence for each."""
        return [
            f"{self.form.fields[name].label}: {error}" for name, errors in self.form.errors.items() for error in errors
        ]

    def in_language(self, queryset, name, value):
        return queryset.ready_in(value)

    def chosen(self) -> dict[str, str]:
        """The filters applied, by name, in the order of the form."""
        return {name: self.data.get(name) for name in self.form.fields if self.data.get(name)}

    def chips(self, address: str) -> list[dict[str, str]]:
        """Each filter applied: what it says, and the address of the list without it."""
        chosen = self.chosen()
        return [
            {
                "label": f"{self.form.fields[name].label}: {self._told(name)}",
                "url": _address(address, {other: text for other, text in chosen.items() if other != name}),
            }
            for name in chosen
        ]

    def _told(self, name: str) -> str:
        value = self.form.cleaned_data[name]
        return str(dict(getattr(self.form.fields[name], "choices", ())).get(value, value))


def _address(path, query):
    return f"{path}?{urlencode(query)}" if query else path
