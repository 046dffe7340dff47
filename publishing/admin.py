"""The base desk of every room: languages side by side, states, search, and no lost save."""

from contextlib import nullcontext

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing.forms import BilingualForm, DeskForm, PictureForm, realign
from publishing.languages import CODES, localized
from publishing.models import Account, Picture, State
from publishing.querysets import items_showing, newest_entry
from publishing.search import matching_titles
from publishing.versions import fingerprint


def side_by_side(*fields: str) -> tuple[tuple[str, ...], ...]:
    """Each translated field as a line of the form that holds it in every language."""
    return tuple(tuple(localized(field, code) for code in CODES) for field in fields)


class StateFilter(admin.SimpleListFilter):
    """By state; what lies in the bin is shown only when asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        stored = [(state.value, state.label) for state in State if state != State.PUBLISHED]
        return [("public", _("Published")), ("scheduled", _("Scheduled")), *stored]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset.not_binned()
            case "public":
                return queryset.published()
            case "scheduled":
                return queryset.scheduled()
            case value:
                return queryset.in_state(value)


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


class BilingualAdmin(admin.ModelAdmin):
    """A small table with titles in every language."""

    form = BilingualForm
    # Shows the search field; what is found is decided in get_search_results, in every language.
    search_fields = ("pk",)

    @admin.display(description=_("title"))
    def told(self, row):
        return str(row)

    def get_search_results(self, request, queryset, search_term):
        return (matching_titles(queryset, self.model.told_by, search_term) if search_term else queryset), False


class PublishedAdmin(BilingualAdmin):
    """The desk of articles or plans."""

    form = DeskForm
    change_form_template = "admin/desk/change_form.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/desk/delete_selected_confirmation.html"
    show_full_result_count = False
    view_on_site = False
    list_per_page = 50
    list_filter = (StateFilter, LanguageFilter)
    actions = ("restore_from_bin",)

    class Media:
        js = ("js/desk.js",)

    # List

    @admin.display(description=_("state"))
    def told_state(self, item):
        label = _("Scheduled") if item.is_scheduled else item.get_state_display()
        return format_html('<span class="desk-state" data-state="{}">{}</span>', item.state, label)

    @admin.display(description=_("languages"))
    def told_languages(self, item):
        ready = set(item.languages_ready)
        return format_html_join(
            " ",
            '<span class="desk-language" data-ready="{}"><abbr>{}</abbr> {}</span>',
            ((code in ready, code, _("ready") if code in ready else _("not ready")) for code in CODES),
        )

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.not_binned()
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    # Form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form tells what it was opened on; a save over a newer one is refused, with both texts."""
        posted = request.method == "POST"
        # Only a save holds the item: opening a form on SQLite would otherwise make writers wait.
        with transaction.atomic() if posted else nullcontext():
            item = (self.locked(object_id) if posted else self.get_object(request, object_id)) if object_id else None
            now = fingerprint(item) if item else ""
            request.conflict = None
            if item and posted and request.POST.get("_base") != now:
                request.conflict = self.who_saved(item)
                request.POST = self.with_rows_as_they_are(request, item)
            context = {"base": now} | (extra_context or {})
            return super().changeform_view(request, object_id, form_url, context)

    def with_rows_as_they_are(self, request, item):
        """What was posted, with rows that somebody removed meanwhile as new ones: they can be saved again."""
        data = request.POST.copy()
        for formset, inline in self.get_formsets_with_inlines(request, item):
            prefix = formset.get_default_prefix()
            alive = {str(row.pk) for row in formset(instance=item).queryset}
            realign(data, prefix, inline.model._meta.pk.name, alive)
        return data

    def locked(self, object_id):
        """The item, held against other writers until this request ends; None where there is none."""
        try:
            key = self.model._meta.pk.to_python(object_id)
        except Exception:  # noqa: BLE001 -- whatever is wrong with an address, the admin answers it itself
            return None
        return self.model.objects.with_key(key).select_for_update(of=("self",)).first()

    def who_saved(self, item) -> str:
        """A sentence that says that somebody saved the item meanwhile, who and when."""
        entry = newest_entry(item)
        if entry is None:
            return _(
                "This item was changed while you were editing it. Nothing of yours is lost: it is below, not saved yet."
            )
        return _(
            "%(who)s saved this item at %(time)s, while you were editing it. Nothing of yours is lost: it is below, not saved yet."
        ) % {
            "who": entry.user.get_full_name() or entry.user.get_username(),
            "time": localtime(entry.action_time).strftime("%H:%M"),
        }

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        if getattr(request, "conflict", None):
            forms = [
                context["adminform"].form,
                *(form for formset in context["inline_admin_formsets"] for form in formset.formset),
            ]
            context["differences"] = [
                {"label": form.fields[name].label or name, "theirs": form[name].initial, "mine": form[name].value()}
                for form in forms
                for name in form.changed_data
                if form.instance._state.adding is False
            ] + [
                {"label": formset.opts.verbose_name, "theirs": str(row), "mine": ""}
                for formset in context["inline_admin_formsets"]
                for row in formset.formset.queryset
                if row.pk not in {form.instance.pk for form in formset.formset.forms}
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    # Bin

    def delete_model(self, request, obj):
        obj.state = State.BINNED
        obj.save(update_fields=["state", "changed_at"])

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, _("“%(item)s” is in the bin.") % {"item": obj_display})
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def delete_queryset(self, request, queryset):
        for item in queryset:
            self.delete_model(request, item)

    def get_deleted_objects(self, objs, request):
        """Nothing goes with an item into the bin; the page asks for the permission alone."""
        allowed = self.has_delete_permission(request)
        return [str(item) for item in objs], {}, set() if allowed else {self.model._meta.verbose_name}, []

    @admin.action(description=_("Take out of the bin, as a draft"), permissions=["change"])
    def restore_from_bin(self, request, queryset):
        items = list(queryset.binned())
        for item in items:
            item.state = State.DRAFT
            item.save(update_fields=["state", "changed_at"])
            self.log_change(request, item, [{"changed": {"fields": ["state"]}}])
        told = ngettext("%d item is a draft again.", "%d items are drafts again.", len(items)) % len(items)
        self.message_user(request, told)


@admin.register(Picture)
class PictureAdmin(BilingualAdmin):
    """Pictures, and the window in which an editor chooses one for a text."""

    form = PictureForm
    list_display = ("told", "thumbnail", "told_size", "created_at")
    fieldsets = [(None, {"fields": ("file", *side_by_side("alt", "credit"), ("focus_x", "focus_y"))})]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return format_html('<img class="desk-thumbnail" src="{}" alt="" loading="lazy">', picture.url)

    @admin.display(description=_("size"))
    def told_size(self, picture):
        return f"{picture.width} × {picture.height}"

    def get_deleted_objects(self, objs, request):
        """A picture that a text shows is not deleted: its figure would be left without it."""
        names, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return names, counts, lacking, [*protected, *(str(item) for picture in objs for item in items_showing(picture))]

    def get_urls(self):
        return [
            path("choose/", self.admin_site.admin_view(self.choose), name="publishing_picture_choose"),
            *super().get_urls(),
        ]

    def choose(self, request):
        """The newest pictures, or those that match what was typed, for the editor's figure dialog."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = request.GET.get("q", "")
        found, _distinct = self.get_search_results(request, Picture.objects.all(), typed)
        context = self.admin_site.each_context(request) | {
            "title": _("Choose a picture"),
            "pictures": found[:60],
            "typed": typed,
            "number": request.GET.get("CKEditorFuncNum", ""),
            "is_popup": True,
        }
        return TemplateResponse(request, "admin/publishing/picture/choose.html", context)


@admin.register(Account)
class AccountAdmin(UserAdmin):
    """People at the desk."""

    fieldsets = (*UserAdmin.fieldsets, (_("Desk"), {"fields": ("language",)}))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            choices = [("", _("The site's first language")), *settings.LANGUAGES]
            return forms.ChoiceField(
                label=capfirst(db_field.verbose_name), choices=choices, required=False, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
