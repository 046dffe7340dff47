"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
