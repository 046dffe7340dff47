"""How the desk's list of articles is narrowed beyond what every list offers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class WaitingLinksFilter(admin.SimpleListFilter):
    """Articles with a link that waits for an editor: its sentence has left the text, or was never chosen."""

    title = _("links to plans")
    parameter_name = "links"

    def lookups(self, request, model_admin):
        return [("waiting", _("One waits for its sentence"))]

    def queryset(self, request, queryset):
        return queryset.with_waiting_links() if self.value() == "waiting" else queryset
