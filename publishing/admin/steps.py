"""The steps of an item's way to readers, each a page or a button of the desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publishing import publication, versions, workflow
from publishing.admin.addresses import desk_paths, desk_url
from publishing.admin.step_forms import AssignForm, PublishForm, RemarkForm, WithdrawForm
from publishing.languages import CODES, localized
from publishing.models import Event, State, Version
from publishing.rows import key_of


class StepsDesk:
    """Publishing, withdrawing, review, remarks."""

    def steps_urls(self):
        views = {
            "publish": self.publish_view,
            "withdraw": self.withdraw_view,
            "discard": self.discard_view,
            "unschedule": self.unschedule_view,
            "review": self.review_view,
            "say": self.say_view,
            "assign": self.assign_view,
            "unbin": self.unbin_view,
        }
        return desk_paths(self, {name: (f"<uuid:key>/{name}/", view) for name, view in views.items()})

    def item_for(self, request, key, allowed):
        """The item with a key; 404 where there is none, 403 where `allowed` refuses."""
        item = self.get_queryset(request).with_key(key).first()
        if item is None:
            raise Http404
        if not allowed(request, item):
            raise PermissionDenied
        return item

    def deciding(self, request, item) -> bool:
        """Whether somebody decides what readers see of an item, and it is not in the bin."""
        return self.has_publish_permission(request, item) and item.state != State.BINNED

    def step_page(self, request, item, template, title, status=200, **context):
        """The page of one step."""
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "item": item,
            "opts": self.opts,
            "media": self.media + context["form"].media if "form" in context else self.media,
        }
        return TemplateResponse(request, f"admin/desk/{template}.html", context, status=status)

    def done(self, request, item, told=""):
        """Back to the form of the item, with a sentence that says what happened."""
        if told:
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(desk_url(item, "change"))

    def tried(self, request, item, step, told):
        """Do a step that needs no page; what is wrong is said on the form."""
        try:
            step()
        except ValidationError as error:
            for sentence in error.messages:
                self.message_user(request, sentence, "error")
            told = ""
        return self.done(request, item, told)

    # Publishing

    def lacking(self, item, version) -> dict[str, list]:
        """What a version lacks in each language before it can go out, by the names of the fields."""
        row = version.content.get(key_of(item), {})
        named = {field: item._meta.get_field(field).verbose_name for field in item.complete_fields if field != "slug"}
        return {
            code: [label for field, label in named.items() if not row.get(localized(field, code))] for code in CODES
        }

    def publish_view(self, request, key):
        """Choose the languages that go out, and when."""
        item = self.item_for(request, key, self.deciding)
        version = versions.newest(item) if not versions.drifted(item) else self.recorded(item)
        lacking = self.lacking(item, version)
        form = PublishForm(request.POST if request.method == "POST" else None, item=item, lacking=lacking)
        if request.method == "POST" and self.unseen(request, version):
            form.add_error(None, _("Somebody saved meanwhile. Look at what goes out now, and publish again."))
        if request.method == "POST" and form.is_valid():
            try:
                chosen = {"at": form.moment(), "correction": form.correction(), "seen": version.number}
                published = publication.publish(item, form.cleaned_data["languages"], request.user, **chosen)
                item.refresh_from_db()
                self.tell_lost(request, published)
                return self.done(request, item, self.told_published(item, form))
            except ValidationError as error:
                form.add_error(None, error)
        context = {"form": form, "version": version, "lacking": lacking, "live": self.lived(item)}
        return self.step_page(request, item, "publish", _("Publish “%(item)s”") % {"item": item}, **context)

    def recorded(self, item):
        """The newest version, once what was changed outside the desk is recorded."""
        with transaction.atomic():
            return versions.newest(versions.hold(item))

    def unseen(self, request, version) -> bool:
        """Whether somebody saved since the page was opened: what would go out is not what was looked at."""
        return request.POST.get("_base") != str(version.number)

    def lived(self, item):
        """The version that readers see; None where they see none."""
        return Version.objects.lived(item).first() if item.is_public() else None

    def told_published(self, item, form) -> str:
        if form.moment() and item.is_public():
            return _("The changes go out at the time you chose.")
        if form.moment():
            return _("The page will be public from the time you chose.")
        return _("Published: readers see it now.")

    def withdraw_view(self, request, key):
        """Take a page back, with a reason or a page that replaces it."""
        item = self.item_for(request, key, self.deciding)
        if item.state != State.PUBLISHED:
            raise Http404
        form = WithdrawForm(request.POST if request.method == "POST" else None, item=item, site=self.admin_site)
        if request.method == "POST" and form.is_valid():
            try:
                self.withdraw(request, item, form)
                return self.done(
                    request, item, _("Withdrawn.") if not form.moment() else _("It will be withdrawn then.")
                )
            except ValidationError as error:
                form.add_error(None, error)
        return self.step_page(request, item, "withdraw", _("Withdraw “%(item)s”") % {"item": item}, form=form)

    def withdraw(self, request, item, form):
        """Do what the form says."""
        what = form.cleaned_data["what"]
        publication.withdraw(
            item,
            request.user,
            at=form.moment(),
            reasons=form.reasons(),
            replaced_by=form.cleaned_data["replaced_by"],
            languages=None if what == "all" else [what],
        )

    def unschedule_view(self, request, key):
        """Cancel what would happen by itself."""
        return self.button(
            request, key, self.deciding, publication.unschedule, _("Nothing happens by itself any more.")
        )

    def discard_view(self, request, key):
        """Ask, and give up what is not published."""
        item = self.item_for(request, key, self.deciding)
        if request.method == "POST":
            versions.discard(item, request.user)
            return self.done(request, item, _("The unpublished changes are discarded. The history keeps them."))
        return self.step_page(
            request, item, "discard", _("Discard the unpublished changes"), version=versions.newest(item)
        )

    @method_decorator(require_POST)
    def button(self, request, key, allowed, step, told):
        """A step that is one button."""
        item = self.item_for(request, key, allowed)
        return self.tried(request, item, lambda: step(item, request.user), told)

    def unbin_view(self, request, key):
        """Take an item out of the bin."""
        return self.button(
            request, key, self.has_delete_permission, publication.take_out_of_bin, _("It is out of the bin.")
        )

    # Review

    @method_decorator(require_POST)
    def review_view(self, request, key):
        """Send an item for review, or back to who wrote it."""
        back = request.POST.get("step") == "back"
        item = self.item_for(request, key, self.deciding if back else self.has_change_permission)
        if back:
            return self.remarked(request, item, workflow.send_back, _("Send back"), _("Sent back."))
        return self.remarked(request, item, workflow.send_for_review, _("Send for review"), _("Sent for review."))

    @method_decorator(require_POST)
    def say_view(self, request, key):
        """Say something about an item."""
        item = self.item_for(request, key, self.has_view_permission)
        return self.remarked(request, item, workflow.comment, _("Write the remark"), _("Your remark is kept."))

    def remarked(self, request, item, step, title, told):
        """Take a step with a remark. Refused, the remark stays as it was typed, and the reason is said."""
        form = RemarkForm(request.POST)
        if form.is_valid():
            try:
                step(item, request.user, form.cleaned_data["text"])
                return self.done(request, item, told)
            except ValidationError as error:
                form.add_error(None, error)
        return self.step_page(request, item, "remark", title, form=form, **self.remarks(request, versions.fresh(item)))

    def remarks(self, request, item) -> dict:
        """What may be done with a remark. Three queries."""
        newest = versions.newest(item)
        changed = bool(newest and item.state == State.PUBLISHED and not newest.live)
        return {
            "in_review": workflow.in_review(item),
            "may_publish": self.has_publish_permission(request, item),
            "may_change": self.has_change_permission(request, item),
            "may_send": self.may_send(item, changed),
        }

    @method_decorator(require_POST)
    def assign_view(self, request, key):
        """Make an item somebody's to do."""
        item = self.item_for(request, key, self.deciding)
        form = AssignForm(request.POST, item=item)
        if not form.is_valid():
            self.message_user(request, _("This account can't work on it."), "error")
            return self.done(request, item)
        to = form.cleaned_data["to"]
        return self.tried(request, item, lambda: workflow.assign(item, request.user, to), _("Assigned."))

    def said(self, item) -> list[Event]:
        """What was said about an item last."""
        return list(Event.objects.of(item).of_kind(Event.Kind.COMMENT, Event.Kind.SENT, Event.Kind.SENT_BACK)[:5])
