"""Saving at the desk: the form runs over the version on which it was opened, and the result is merged.

The ordinary form of the admin saves, in a trial that is rolled back; what it made of the version
is taken from the rows and merged with what others saved meanwhile. So rules, choices and parts
behave as they do everywhere, and nothing is overwritten.
"""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core.exceptions import BadRequest, ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing import versions
from publishing.admin.choices import fetch
from publishing.admin.keeping import token_of
from publishing.models import State, Unsaved, Version
from publishing.row_querysets import held
from publishing.rows import name_of, rolled_back, take


class Trial:
    """What one request at the form has to remember while the form runs in a trial."""

    def __init__(self, token: str, *place):
        self.token = token
        self.place = place
        self.saved = None
        self.mine = None
        self.entries = []
        self.messages = []
        self.refusal = None

    def key(self, name: str) -> UUID:
        """The key of a row that this form of this item makes: the same when it is sent twice."""
        return uuid5(NAMESPACE_URL, f"{self.token} {self.place[:1]} {name}")


class SavingDesk:
    """A ModelAdmin that saves by merging. Beside `HistoryDesk`, before ModelAdmin."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = extra_context or {}
        if request.method != "POST":
            return self.open(request, object_id, form_url, context)
        if "_saveasnew" in request.POST:
            raise BadRequest  # the desk offers no copies, but the admin would make one
        request.trial = Trial(uuid4().hex)
        try:
            with transaction.atomic():
                return self.submit(request, object_id, form_url, context)
        except IntegrityError:
            # Two clicks at once on a new item: the other one made it while this one looked.
            if object_id is None and not self.made(request):
                raise
            refusal = [_("The database refused this. Change it and save again.")] if object_id else None
            with transaction.atomic():
                return self.submit(request, object_id, form_url, context, refusal)

    # Opening

    def open(self, request, object_id, form_url, context):
        """The form over the newest version; what was left unsaved in it, if that is asked for."""
        item = self.get_object(request, object_id) if object_id else None
        if left := self.left(request, item):
            return self.resume(request, left, object_id, form_url, context)
        request.trial = Trial(uuid4().hex)
        if item is None or not self.has_view_or_change_permission(request, item):
            return self.shown(request, object_id, form_url, context | self.standing_of(request, None, None, None))
        now = take(item)
        if versions.drifted(item, now):
            with transaction.atomic():
                versions.hold(item)
            now = None
        version = versions.newest(item)
        context |= self.standing_of(request, item, version, version)
        if version.live:
            return self.shown(request, object_id, form_url, context)
        with rolled_back():
            held(self.model, item.pk)  # a save of the same item on its way would wait for this, and this for it
            versions.lay(version.content, item, trial=True, now=now)
            return self.shown(request, object_id, form_url, context)

    def shown(self, request, object_id, form_url, context):
        """The admin's own page of the form, with all that it needs at hand."""
        response = super().changeform_view(request, object_id, form_url, context)
        fetch(response)
        return response

    # What was typed and not saved

    def left(self, request, item):
        """The unsaved text that the address asks for, if it is this editor's and of this item."""
        token = token_of(request.GET.get("unsaved", ""))
        if not token:
            return None
        found = Unsaved.objects.with_token(request.user, token).first()
        fits = found and found.room == self.model.room() and found.item == (item.pk if item else None)
        return found if fits else None

    def resume(self, request, left, object_id, form_url, context):
        """The form as it was typed, with its mistakes; nothing is saved by looking at it."""
        request.trial = Trial(left.token)
        typed = QueryDict(mutable=True)
        for name, values in left.typed.items():
            typed.setlist(name, values)
        refusal = _("This is your text of %(time)s. It is not saved yet.") % {
            "time": localtime(left.kept_at).strftime("%H:%M, %d/%m/%Y")
        }
        request.method, request.POST, request._files = "POST", typed, MultiValueDict()
        try:
            with transaction.atomic():
                return self.submit(request, object_id, form_url, context | {"resumed": refusal}, [refusal])
        finally:
            request.method = "GET"

    # Saving

    def submit(self, request, object_id, form_url, context, refusal=None):
        """Run the form over its base, and keep what it made. Inside a transaction that holds the item.

        With `refusal`, sentences, the form is only shown again as it was typed.
        """
        token = token_of(request.POST.get("_token", "")) or request.trial.token
        request.trial = Trial(token, object_id, form_url, context)
        request.trial.refusal = refusal
        item = self.held_item(request, object_id)
        base = self.base(request, item)
        newest = versions.newest(item) if item else None
        context |= self.standing_of(request, item, base or newest, newest)
        response = self.attempt(request, item, base)
        if request.trial.mine is None:
            return response
        try:
            version, merged = self.keep(request, item, base)
        except versions.Clashing as clash:
            return self.clashed(request, clash)
        except ValidationError as error:
            return self.refused(request, item, base, error)
        self.after(request, item, version, merged)
        return response

    def held_item(self, request, object_id):
        if object_id is None:
            return None
        item = self.get_object(request, object_id)
        return versions.hold(item) if item else None

    def made(self, request):
        """The item that this very form has made already, if it was sent before."""
        made = self.model.objects.with_key(request.trial.key("item")).first()
        return made if made and made.created_by_id == request.user.pk else None

    def base(self, request, item) -> Version | None:
        """The version on which the form was opened; None where nobody knows."""
        number = request.POST.get("_base", "")
        if item is None or not number.isdecimal() or len(number) > 9:
            return None
        return Version.objects.standing(item).numbered(item, int(number)).first()

    def attempt(self, request, item, base):
        """The admin's own form, saved in a trial; `trial.mine` is what it made, None where it was refused."""
        with rolled_back():
            if item:
                versions.lay((base or versions.newest(item)).content, item, trial=True)
            elif again := self.made(request):
                # Sent a second time: what it makes is compared with what it made the first time.
                again.delete()
            response = super().changeform_view(request, *request.trial.place)
            if request.trial.saved is not None:
                request.trial.mine = take(request.trial.saved)
            elif hasattr(response, "render"):
                response.render()
        return response

    def keep(self, request, item, base):
        """Store what the form made."""
        trial = request.trial
        if item is None and (again := self.made(request)):
            item = versions.hold(again)
            base = Version.objects.of(item).last()
        if item is None:
            return versions.begin(self.model, trial.saved.pk, trial.mine, request.user), False
        return versions.keep(item, base, trial.mine, request.user)

    def clashed(self, request, clash):
        """What was typed is kept as a version of its own; now somebody has to decide."""
        Unsaved.objects.with_token(request.user, request.trial.token).delete()
        item = self.model._base_manager.get(pk=clash.version.item)
        return self.settle_page(request, item, clash.version, status=409)

    def refused(self, request, item, base, error):
        """The form again, as typed, with what is wrong once the changes of both are together."""
        request.trial = Trial(request.trial.token, *request.trial.place)
        request.trial.refusal = [
            _("Somebody saved this item while you were editing it, and both changes together are not valid:"),
            *error.messages,
        ]
        return self.attempt(request, item, base)

    def after(self, request, item, version, merged):
        """Write down what was done, once it is really stored."""
        trial = request.trial
        Unsaved.objects.with_token(request.user, trial.token).delete()
        for write, arguments in trial.entries:
            write(request, *arguments)
        for arguments, named in trial.messages:
            super().message_user(request, *arguments, **named)
        self.tell_lost(request, version)
        if merged:
            self.message_user(request, _("Your changes were put together with what others saved meanwhile."))
        if item and item.state == State.PUBLISHED and not version.live:
            self.message_user(request, _("Readers see nothing of it until you publish the changes."))

    def tell_lost(self, request, version) -> None:
        """Say what a version names and nobody has any more."""
        if version.lost:
            names = ", ".join(sorted({str(name_of(self.model, column)) for column in version.lost}))
            self.message_user(
                request, _("Left out, since it was deleted meanwhile: %(names)s.") % {"names": names}, "warning"
            )

    # Hooks of the admin's form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = request.trial.refusal if hasattr(request, "trial") else None
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.pk, obj.created_by = request.trial.key("item"), request.user
        super().save_model(request, obj, form, change)

    def key_of_new(self, request, row):
        """The key of a row that the form makes."""
        return request.trial.key(row.prefix)

    def save_formset(self, request, form, formset, change):
        for row in formset.extra_forms:
            # A row that is made gets the same key when the form is sent twice.
            row.instance.pk = self.key_of_new(request, row)
        super().save_formset(request, form, formset, change)

    def response_add(self, request, obj, post_url_continue=None):
        request.trial.saved = obj
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        request.trial.saved = obj
        return super().response_change(request, obj)

    def log_addition(self, request, obj, message):
        return self.log_later(request, super().log_addition, obj, message)

    def log_change(self, request, obj, message):
        return self.log_later(request, super().log_change, obj, message)

    def log_later(self, request, write, *arguments):
        """In a trial nothing is written; the entry follows once the item is stored."""
        if getattr(request, "trial", None) and request.trial.mine is None:
            request.trial.entries.append((write, arguments))
            return None
        return write(request, *arguments)

    def message_user(self, request, *arguments, **named):
        if getattr(request, "trial", None) and request.trial.mine is None:
            request.trial.messages.append((arguments, named))
        else:
            super().message_user(request, *arguments, **named)
