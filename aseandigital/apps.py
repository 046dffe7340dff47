"""The roof: settings, addresses, home page, and the commands that concern the whole site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class SiteConfig(AppConfig):
    name = "aseandigital"
    label = "site"
    verbose_name = _("Site")


class DeskConfig(AdminConfig):
    """Django's admin with this site's desk."""

    default_site = "aseandigital.desk.Desk"


class TasksConfig(TasksAppConfig):
    """The queue of tasks under a name that the desk can show in its language."""

    verbose_name = _("Tasks in the background")
