"""What belongs to an article, in its form at the desk: links to plans, authors, sources, recordings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.forms import PlanLinkForm, PlanLinkFormSet
from news.models import Byline, PlanLink, Reading, Source
from news.recording_forms import ReadingFormSet
from publishing.admin import side_by_side


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    autocomplete_fields = ("author",)
    verbose_name_plural = _("authors")


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    autocomplete_fields = ("publisher",)
    fields = (("publisher", "authors", "language"), "title", "address", ("dated_on", "dated_precision", "order"))
    classes = ("collapse",)


class ReadingInline(admin.TabularInline):
    model = Reading
    formset = ReadingFormSet
    extra = 0
    autocomplete_fields = ("recording",)
    verbose_name_plural = _("recordings")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recording")


class PlanLinkInline(admin.StackedInline):
    model = PlanLink
    form = PlanLinkForm
    formset = PlanLinkFormSet
    extra = 0
    autocomplete_fields = ("plan",)
    verbose_name_plural = _("plans discussed")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan", "part").prefetch_related("evidence")

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": (("plan", "part", "decision"), *side_by_side("sentence", "note"))})]

    def get_formset(self, request, obj=None, **kwargs):
        # The sentences are fields of the form alone; the model's own fields are named in its Meta.
        return super().get_formset(request, obj, **kwargs | {"fields": self.form.Meta.fields})
