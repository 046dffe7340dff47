"""By what readers narrow the list of plans."""

import django_filters
from django.utils.translation import gettext_lazy as _

from plans.models import RELATED_KINDS, Kind, Owner, Plan, Standing
from publishing.filters import ListFilter


def plan_kinds():
    """The kinds that stand in the list of plans."""
    return [(kind.value, kind.label) for kind in Kind if kind not in RELATED_KINDS]


class PlanFilter(ListFilter):
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"),
        queryset=lambda request: Owner.objects.of_public_plans(),
        to_field_name="key",
        method="by_owner",
        empty_label=_("Any owner"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=plan_kinds, method="by_kind", empty_label=_("Any kind"))
    standing = django_filters.ChoiceFilter(
        label=_("Standing"), choices=Standing.choices, method="by_standing", empty_label=_("Any standing")
    )
    year = django_filters.NumberFilter(
        label=_("In force in"), min_value=1900, max_value=2200, decimal_places=0, method="in_year"
    )

    class Meta:
        model = Plan
        fields = ()

    def by_owner(self, queryset, name, value):
        return queryset.owned_by(value)

    def by_kind(self, queryset, name, value):
        return queryset.of_kind(value)

    def by_standing(self, queryset, name, value):
        return queryset.standing(value)

    def in_year(self, queryset, name, value):
        return queryset.in_force_in(int(value))
