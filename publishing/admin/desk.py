"""The desk of articles and plans: what a list tells, who may do what, and how an item stands."""

from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing import publication, workflow
from publishing.admin.addresses import desk_url
from publishing.admin.bilingual import BilingualAdmin
from publishing.admin.checks import DeskChecks
from publishing.admin.filters import AssigneeFilter, LanguageFilter, StateFilter
from publishing.admin.history import HistoryDesk
from publishing.admin.keeping import KeepingDesk
from publishing.admin.preview import PreviewDesk
from publishing.admin.saving import SavingDesk
from publishing.admin.step_forms import AssignForm
from publishing.admin.steps import StepsDesk
from publishing.forms import BilingualForm, DeskForm
from publishing.languages import CODES, localized
from publishing.models import Open, State, Unsaved, Version

AT_ONCE = 200
"""How many items one action may change."""


class PublishedAdmin(SavingDesk, KeepingDesk, HistoryDesk, PreviewDesk, StepsDesk, BilingualAdmin):
    """The desk of articles or plans."""

    checks_class = DeskChecks
    form = DeskForm
    change_form_template = "admin/desk/change_form.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"
    show_full_result_count = False
    view_on_site = False
    list_per_page = 50
    list_filter = (StateFilter, AssigneeFilter, LanguageFilter)
    actions = ("put_into_bin", "restore_from_bin")

    class Media:
        # Modules: each has names of its own.
        js = (Script("js/desk.js", type="module"), Script("js/keep.js", type="module"))

    def get_urls(self):
        return [
            *self.keeping_urls(),
            *self.history_urls(),
            *self.preview_urls(),
            *self.steps_urls(),
            *super().get_urls(),
        ]

    # Who may do what

    def may(self, request, action: str) -> bool:
        """Whether somebody has a permission on this kind of item."""
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        """Those who may change any; authors their own; translators any, in their languages. Nobody what is in the bin."""
        if obj is not None and obj.state == State.BINNED:
            return False
        own = obj is None or request.user.pk in {obj.created_by_id, obj.assignee_id}
        return self.may(request, "change") or self.may(request, "translate") or (self.may(request, "write") and own)

    def has_publish_permission(self, request, obj=None):
        return self.may(request, "publish")

    def writable(self, request, obj=None):
        """The languages that somebody may write in, None where everything may be written."""
        own = obj is None or request.user.pk in {obj.created_by_id, obj.assignee_id}
        if self.may(request, "change") or (self.may(request, "write") and own):
            return None
        return frozenset(request.user.languages)

    def locked(self, request, obj=None) -> frozenset[str]:
        """Fields that somebody may not write although the rest may be: the addresses, once readers know them."""
        known = obj is not None and obj.was_public and not self.may(request, "publish")
        return frozenset(localized("slug", code) for code in CODES) if known else frozenset()

    def made(self, request):
        """What this form has made already, if it was sent before; 403 where it is not, or no longer, theirs to write so."""
        made = self.model.objects.with_key(request.trial.key("item")).first()
        if made is None:
            return None
        own = made.created_by_id == request.user.pk and self.has_change_permission(request, made)
        if not own or self.locked(request, made):
            raise PermissionDenied
        return made

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.writable, form.locked = self.writable(request, obj), self.locked(request, obj)
        return form

    def get_inline_instances(self, request, obj=None):
        """Who writes texts alone adds and removes no parts, also where another role would let them."""
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines if self.writable(request, obj) is not None else ():
            inline.max_num = 0
            inline.has_add_permission = inline.has_delete_permission = refused
            if not issubclass(inline.form, BilingualForm):
                inline.has_change_permission = refused
        return inlines

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form.writable = self.writable(request, obj)
            yield formset, inline

    # How an item stands

    def standing_of(self, request, item, version, newest) -> dict:
        """What the form, opened on a version, says about the item besides its fields. Up to eight queries."""
        named = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        told = {
            "base": version.number if version else "",
            "token": request.trial.token,
            "left": list(self.unsaved(request, item)),
            "may_publish_new": item is None and self.may(request, "publish"),
            "keep_url": desk_url(item, "keep") if item else reverse(f"{named}_keep_new"),
            "drop_url": desk_url(item, "drop") if item else reverse(f"{named}_drop_new"),
        }
        return told | (self.standing_of_item(request, item, newest) if item else {})

    def standing_of_item(self, request, item, newest) -> dict:
        """How an item stands, who is at it, what was said, and what this editor may do."""
        changed = bool(newest and item.state == State.PUBLISHED and not newest.live)
        lived = Version.objects.lived(item).with_author().first() if changed else None
        may_publish = self.has_publish_permission(request, item)
        return {
            "item": item,
            "standing": state_of(item, not changed),
            "version": newest,
            "changed": changed,
            "live_number": lived.number if lived else "",
            "waiting": Version.objects.waiting(item).with_author().first(),
            "clashes": [
                one for one in Version.objects.unsettled(item).with_author() if self.may_settle(request, item, one)
            ],
            "others": list(Open.objects.now(item.pk, request.user)),
            "said": self.said(item),
            "in_review": workflow.in_review(item),
            "may_publish": may_publish,
            "may_bin": self.has_delete_permission(request, item),
            "may_change": self.has_change_permission(request, item),
            "may_send": self.may_send(item, changed),
            "assign": AssignForm(item=item) if may_publish else None,
            "here_url": desk_url(item, "here"),
        }

    def may_send(self, item, changed) -> bool:
        """Whether there is something that could be sent for review."""
        if item.state == State.DRAFT:
            return True
        return not item.awaits_review and (changed or item.state == State.WITHDRAWN)

    def unsaved(self, request, item):
        """What this editor left in forms of the item, besides the one that is shown."""
        found = Unsaved.objects.by(request.user, self.model.room(), item.pk if item else None)
        # What was typed may be long, and the form only says when it was.
        return found.besides(request.trial.token).defer("typed")

    def response_add(self, request, obj, post_url_continue=None):
        return self.on_to_publishing(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return self.on_to_publishing(request, obj, super().response_change(request, obj))

    def on_to_publishing(self, request, item, response):
        """Where to go after a save: with “Save and publish…” to the page that publishes."""
        wanted = "_publish" in request.POST and self.has_publish_permission(request, item)
        return HttpResponseRedirect(desk_url(item, "publish")) if wanted else response

    # List

    def get_queryset(self, request):
        items = super().get_queryset(request)
        return items.with_working() if request.resolver_match.url_name.endswith("_changelist") else items

    @admin.display(description=_("state"))
    def told_state(self, item):
        return format_html(
            '<span class="desk-state" data-state="{}">{}</span>', item.state, state_of(item, item.working_is_live)
        )

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

    # Bin

    def delete_model(self, request, obj):
        publication.put_into_bin(obj, request.user)

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(
            request, _("“%(item)s” is in the bin. It can be taken out for 30 days.") % {"item": obj_display}
        )
        return HttpResponseRedirect(self.list_url())

    def list_url(self) -> str:
        """The address of the list of these items."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def get_deleted_objects(self, objs, request):
        """Nothing goes with an item into the bin; the page asks for the permission alone."""
        allowed = self.has_delete_permission(request)
        return [str(item) for item in objs], {}, set() if allowed else {self.model._meta.verbose_name}, []

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        # Django's own says "deleted"; ours says where the items are.
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Put into the bin"), permissions=["delete"])
    def put_into_bin(self, request, queryset):
        if self.too_many(request, queryset):
            return None
        if not request.POST.get("post"):
            context = self.admin_site.each_context(request) | {
                "title": _("Put into the bin"),
                "queryset": queryset,
                "opts": self.opts,
                "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/desk/delete_selected_confirmation.html", context)
        for item in queryset:
            publication.put_into_bin(item, request.user)
            self.log_deletions(request, [item])
        number = len(queryset)
        told = ngettext("%d item is in the bin.", "%d items are in the bin.", number) % number
        self.message_user(request, told)
        return None

    @admin.action(description=_("Take out of the bin"), permissions=["delete"])
    def restore_from_bin(self, request, queryset):
        if self.too_many(request, queryset):
            return
        items = list(queryset.binned())
        for item in items:
            publication.take_out_of_bin(item, request.user)
            self.log_change(request, item, [{"changed": {"fields": ["state"]}}])
        told = ngettext("%d item is out of the bin.", "%d items are out of the bin.", len(items)) % len(items)
        self.message_user(request, told)

    def too_many(self, request, queryset) -> bool:
        """Whether more is chosen than one action may change; then somebody is told so."""
        if queryset.count() <= AT_ONCE:
            return False
        self.message_user(request, _("Choose at most %(number)s items at once.") % {"number": AT_ONCE}, "error")
        return True


def refused(request, obj=None) -> bool:
    """A permission that nobody has."""
    return False


def state_of(item, working_is_live=True):
    """How an item stands, in words for the desk."""
    if item.state == State.PUBLISHED and item.is_withdrawn:
        return State.WITHDRAWN.label
    if item.is_scheduled:
        return _("Scheduled, with unpublished changes") if working_is_live is False else _("Scheduled")
    if item.state == State.PUBLISHED and working_is_live is False:
        if item.awaits_review:
            return _("Published, with changes in review")
        return _("Published, with unpublished changes")
    return item.get_state_display()
