"""How the desk's lists are narrowed."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publishing.languages import CODES
from publishing.models import State


class StateFilter(admin.SimpleListFilter):
    """By state; what lies in the bin is shown only when asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("public", _("Published")),
            ("changes", _("With unpublished changes")),
            ("scheduled", _("Scheduled")),
            *((state.value, state.label) for state in State if state != State.PUBLISHED),
        ]

    def queryset(self, request, queryset):
        asked = {
            None: queryset.not_binned,
            "public": queryset.published,
            "changes": queryset.with_unpublished_changes,
            "scheduled": queryset.scheduled,
            State.IN_REVIEW: queryset.in_review,
            State.WITHDRAWN: queryset.withdrawn,
        }
        value = self.value()
        if value in asked:
            return asked[value]()
        # Somebody else's word in the address finds nothing, and asks the database nothing it would choke on.
        return queryset.in_state(value) if value in State.values else queryset.none()


class AssigneeFilter(admin.SimpleListFilter):
    """What is mine: to do, or made by me."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("assigned", _("Assigned to me")), ("mine", _("Made by me or assigned to me"))]

    def queryset(self, request, queryset):
        match self.value():
            case "assigned":
                return queryset.assigned_to(request.user)
            case "mine":
                return queryset.written_by(request.user)
            case _other:
                return queryset


class LanguageFilter(admin.SimpleListFilter):
    """By the language in which an item is ready, or is not."""

    title = _("language")
    parameter_name = "ready"

    def lookups(self, request, model_admin):
        ready = [(code, _("Ready in %(language)s") % {"language": name}) for code, name in settings.LANGUAGES]
        missing = [
            (f"-{code}", _("Not ready in %(language)s") % {"language": name}) for code, name in settings.LANGUAGES
        ]
        return ready + missing

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value.removeprefix("-") not in CODES:
            return queryset
        return queryset.not_ready_in(value[1:]) if value.startswith("-") else queryset.ready_in(value)
