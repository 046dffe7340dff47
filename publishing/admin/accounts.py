"""The desk of accounts: people are invited, given a role, and shut out again, but never deleted."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing.admin.account_forms import AccountForm, InvitationForm, RolesField
from publishing.admin.bilingual import Held
from publishing.invitations import never_chose, send_link
from publishing.mail import can_be_reached
from publishing.models import Account
from publishing.roles import LABELS, labels_of, may_manage, roles_to_give

OWN_POWER = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")
"""What nobody changes of their own account: the last administrator would lock the door from outside."""
FOR_SUPERUSERS = ("is_superuser", "user_permissions")

PERSON = (_("Person"), {"fields": ("email", ("first_name", "last_name"))})
ROLE = (_("Role"), {"fields": ("groups", "languages")})
ACCESS = (_("Access"), {"fields": ("is_active", "last_login", "date_joined")})
POWER = (_("Beyond roles"), {"fields": ("is_staff", *FOR_SUPERUSERS), "classes": ("collapse",)})
DESK = (_("Desk"), {"fields": ("language",)})
INVITED = _("They get a mail with a link, and choose their password themselves.")


class RoleFilter(admin.SimpleListFilter):
    """Accounts with a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return list(LABELS.items())

    def queryset(self, request, queryset):
        return queryset.with_role(self.value()) if self.value() else queryset


@admin.register(Account)
class AccountAdmin(Held, UserAdmin):
    """People at the desk. docs/roles.md says who may do what with them."""

    # List
    list_display = ("username", "told_name", "email", "told_roles", "told_access")
    list_filter = (RoleFilter, "is_active")
    actions = ("send_links",)
    # Form
    form = AccountForm
    add_form = InvitationForm
    add_form_template = None
    add_fieldsets = (
        (None, {"fields": ("username", "email", ("first_name", "last_name")), "description": INVITED}),
        ROLE,
        DESK,
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("user_permissions",)

    # List

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("full name"), ordering="last_name")
    def told_name(self, account):
        return account.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def told_roles(self, account):
        return ", ".join(map(str, labels_of(account))) or "–"

    @admin.display(description=_("access"))
    def told_access(self, account):
        if not account.is_active:
            return _("Closed")
        return _("Invited, no password yet") if never_chose(account) else _("May log in")

    def lookup_allowed(self, lookup, value, request):
        # An address typed by hand would tell who is a superuser.
        hidden = lookup.startswith(FOR_SUPERUSERS) and not request.user.is_superuser
        return not hidden and super().lookup_allowed(lookup, value, request)

    @admin.action(
        description=_("Send the invitation again, or a link to choose a new password"), permissions=["change"]
    )
    def send_links(self, request, queryset):
        sent = sum(may_manage(request.user, account) and send_link(account) for account in queryset)
        told = ngettext("A link goes to %d account.", "A link goes to %d accounts.", sent) % sent
        self.message_user(request, told)
        if left := len(queryset) - sent:
            told = ngettext(
                "%d account gets none: it is closed, has no mail address, or may do more than you.",
                "%d accounts get none: they are closed, have no mail address, or may do more than you.",
                left,
            )
            self.message_user(request, told % left, messages.WARNING)

    # Who may do what

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or self.manages(request, obj)

    def manages(self, request, account) -> bool:
        """Whether who asks may change the account; asked often for one page, answered once."""
        answers = request.__dict__.setdefault("_manages", {})
        if account.pk not in answers:
            answers[account.pk] = may_manage(request.user, account)
        return answers[account.pk]

    def has_delete_permission(self, request, obj=None):
        """Nobody: what somebody wrote and decided keeps its name. Access is closed instead."""
        return False

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 -- Django's name
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request, obj=None):
        own = OWN_POWER if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    # Form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        if request.user.is_superuser:
            return ((None, {"fields": ("username", "password")}), PERSON, ROLE, ACCESS, POWER, DESK)
        return ((None, {"fields": ("username",)}), PERSON, ROLE, ACCESS, DESK)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            choices = [("", _("The site's first language")), *settings.LANGUAGES]
            return forms.ChoiceField(
                label=capfirst(db_field.verbose_name), choices=choices, required=False, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {
                "form_class": RolesField,
                "queryset": roles_to_give(request.user),
                "widget": forms.CheckboxSelectMultiple,
                "label": _("Roles"),
                "help_text": _(
                    "An author writes articles of their own. A translator writes in their languages of work. An editor changes everything and decides what readers see. An administrator also invites people."
                ),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        account = context["original"]
        if account and can_be_reached(account) and self.has_change_permission(request, account):
            context["link_to_send"] = "invitation" if never_chose(account) else "new password"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        self.say_sent(request, obj)
        # Not as UserAdmin does: there is nothing left to fill in on a second page.
        return super(UserAdmin, self).response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if "_send_link" in request.POST:
            self.say_sent(request, obj)
        return super().response_change(request, obj)

    def say_sent(self, request, account):
        """Have the link sent, and say where it goes."""
        if send_link(account):
            told, level = _("A link to choose a password goes to %(address)s."), messages.SUCCESS
        else:
            told, level = _("No link is sent: the account is closed or has no mail address."), messages.WARNING
        self.message_user(request, told % {"address": account.email}, level)
