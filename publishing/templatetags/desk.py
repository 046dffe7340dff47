"""What the desk's templates ask for."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.admin import addresses

register = template.Library()


@register.simple_tag
def desk_url(item, name, *arguments):
    """The address of a page of the desk about an item."""
    return addresses.desk_url(item, name, *arguments)


@register.simple_tag
def desk_list(item):
    """The address of the desk's list in which an item stands."""
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_changelist")


@register.filter
def person(account):
    """How somebody is called at the desk; what nobody did was done by the site itself."""
    return (account.get_full_name() or account.get_username()) if account else _("the site")


@register.filter
def language_names(codes):
    """Languages by their names, such as "Vietnamese, English"."""
    return ", ".join(str(name) for code, name in settings.LANGUAGES if code in (codes or ()))
