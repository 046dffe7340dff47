"""Master plans and what belongs to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self):
        from plans import checks  # noqa: F401, PLC0415 -- it needs the models
