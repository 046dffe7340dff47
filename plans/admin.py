"""The desk of plans."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.models import Country, Document, Figure, Name, Owner, Plan, PlanPart, Relation, Source
from plans.names import searched_for
from publishing.admin import BilingualAdmin, PublishedAdmin, side_by_side
from publishing.forms import BilingualForm
from publishing.languages import CODES, localized


class NameInline(admin.TabularInline):
    model = Name
    extra = 0
    classes = ("collapse",)


class PartInline(admin.StackedInline):
    model = PlanPart
    form = BilingualForm
    extra = 0
    classes = ("collapse",)
    fieldsets = [
        (
            None,
            {
                "fields": (
                    ("number", "order", "parent"),
                    *side_by_side("level", "title", "description", "own_translation"),
                )
            },
        )
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        # A part belongs to a part of the same plan; another plan's would be a wrong choice to offer.
        if db_field.name == "parent":
            plan = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = PlanPart.objects.of_plan(plan)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RelationInline(admin.TabularInline):
    model = Relation
    fk_name = "plan"
    extra = 0
    autocomplete_fields = ("other",)
    classes = ("collapse",)


class FigureInline(admin.TabularInline):
    model = Figure
    form = BilingualForm
    extra = 0
    fields = (*(localized("label", code) for code in CODES), "value", "source", "order")
    classes = ("collapse",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "source":
            kwargs["queryset"] = Source.objects.of_plan(request.resolver_match.kwargs.get("object_id"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    fields = (("publisher", "language"), "title", "address", ("dated_on", "dated_precision", "order"))
    classes = ("collapse",)


class DocumentInline(admin.StackedInline):
    model = Document
    extra = 0
    fields = (("language", "order"), "title", "address", ("dated_on", "dated_precision"))
    classes = ("collapse",)


@admin.register(Plan)
class PlanAdmin(PublishedAdmin):
    # List
    list_display = ("told", "code", "told_state", "kind", "period", "told_languages")
    list_filter = (*PublishedAdmin.list_filter, "kind", "on_main_line")
    ordering = ("-first_year", "-pk")
    # Form
    change_form_template = "admin/plans/plan/change_form.html"
    fieldsets = [
        (None, {"fields": side_by_side("title", "summary")}),
        (
            _("Facts"),
            {
                "fields": (
                    ("code", "label", "kind"),
                    ("owner", "on_main_line"),
                    ("first_year", "last_year"),
                    ("adopted_on", "adopted_precision"),
                    *side_by_side("meeting", "place"),
                )
            },
        ),
        (_("Vision"), {"fields": side_by_side("vision")}),
        (_("Address"), {"fields": side_by_side("slug", "own_translation"), "classes": ("collapse",)}),
    ]
    autocomplete_fields = ("owner",)
    inlines = (PartInline, NameInline, RelationInline, SourceInline, FigureInline, DocumentInline)

    @admin.display(description=_("period"), ordering="first_year")
    def period(self, plan):
        return f"{plan.first_year}–{plan.last_year or ''}"

    # What follows where texts are read for other names

    def keep(self, request, item, base):
        """Store what the form made, and remember whether names changed that texts are read for. Six queries more."""
        before = searched_for(item.pk if item else None)
        version, merged = super().keep(request, item, base)
        request.trial.renamed = searched_for(version.item) != before
        return version, merged

    def after(self, request, item, version, merged):
        super().after(request, item, version, merged)
        if request.trial.renamed:
            self.tell_of_archive(request, version.item)

    def publish_view(self, request, key):
        before = searched_for(key) if request.method == "POST" else None
        answer = super().publish_view(request, key)
        if request.method == "POST" and searched_for(key) != before:
            self.tell_of_archive(request, key)
        return answer

    def tell_of_archive(self, request, key) -> None:
        """Offer to look for what names change in the articles; nothing is started by itself."""
        if self.may(request, "publish"):
            told = gettext("Articles are read for other names of this plan from now on.")
            address, link = reverse("admin:news_look_add"), gettext("See what this changes in the archive")
            self.message_user(request, format_html('{} <a href="{}?plan={}">{}</a>', told, address, key, link))


@admin.register(Owner)
class OwnerAdmin(BilingualAdmin):
    list_display = ("told", "short", "key")
    fieldsets = [(None, {"fields": (*side_by_side("title"), ("short", "key"))})]


@admin.register(Country)
class CountryAdmin(BilingualAdmin):
    list_display = ("told", "code")
    fieldsets = [(None, {"fields": (*side_by_side("title"), "code")})]
