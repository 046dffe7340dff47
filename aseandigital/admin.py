"""The desk of the pages about the site and of the lead of its home page."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from aseandigital.models import InfoPage, Lead
from publishing.admin import PublishedAdmin, side_by_side
from publishing.admin.bilingual import Held
from publishing.forms import RowForm


@admin.register(InfoPage)
class InfoPageAdmin(PublishedAdmin):
    # List
    list_display = ("told", "key", "order", "told_state", "told_languages")
    ordering = ("order", "key")
    # Form
    fieldsets = [
        (None, {"fields": side_by_side("title", "lead", "body")}),
        (_("Place on the site"), {"fields": (("key", "order"),)}),
        (_("Address"), {"fields": side_by_side("slug"), "classes": ("collapse",)}),
    ]

    def get_readonly_fields(self, request, obj=None):
        # The site finds the page by its key: a renamed contact page would lose its address for mail.
        return (*super().get_readonly_fields(request, obj), *(["key"] if obj else []))


class Minute(forms.DateTimeInput):
    """A date and a time in one field, so that a form can compare it with what it showed."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


@admin.register(Lead)
class LeadAdmin(Held, admin.ModelAdmin):
    # List
    list_display = ("article", "from_at", "until", "chosen_by", "is_shown")
    list_select_related = ("article", "chosen_by")
    ordering = ("-from_at", "-chosen_at", "-pk")
    # Form
    form = RowForm
    formfield_overrides = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": Minute}}
    fields = ("article", ("from_at", "until"))
    autocomplete_fields = ("article",)

    @admin.display(description=_("on the home page now"), boolean=True)
    def is_shown(self, lead):
        return lead.shown_now

    def get_queryset(self, request):
        return super().get_queryset(request).with_shown()

    def save_model(self, request, obj, form, change):
        obj.chosen_by = request.user
        super().save_model(request, obj, form, change)
