"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.account_querysets import AccountQuerySet


class AccountManager(UserManager.from_queryset(AccountQuerySet)):
    """Django's, with the questions that the desk asks."""

    use_in_migrations = False


class Account(AbstractUser):
    """Somebody who works at the desk."""

    language = models.CharField(
        _("language of the admin"),
        max_length=8,
        blank=True,
        help_text=_(
            "The language of menus, labels and messages. Articles are edited in every language whatever this says."
        ),
    )

    languages = models.JSONField(
        _("languages of work"),
        default=list,
        blank=True,
        help_text=_("A translator writes in these languages alone. It says nothing about other roles."),
    )

    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
