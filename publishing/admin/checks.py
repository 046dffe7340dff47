"""What a desk that saves by merging must be like; told by `manage.py check`."""

from django.contrib.admin.checks import ModelAdminChecks
from django.core.checks import Error
from django.db.models import UUIDField

from publishing.rows import models_of


class DeskChecks(ModelAdminChecks):
    """Django's checks of a ModelAdmin, and those of versions."""

    def check(self, admin_obj, **kwargs):
        return [
            *super().check(admin_obj, **kwargs),
            *self._inlines_are_parts(admin_obj),
            *self._nothing_is_edited_in_lists(admin_obj),
            *self._keys_mean_the_same_everywhere(admin_obj),
        ]

    def _inlines_are_parts(self, desk) -> list[Error]:
        """Rows of a model that no version holds would be lost with the trial in which they are saved."""
        parts = models_of(desk.model)
        return [
            Error(
                f"{inline.__name__} edits {inline.model._meta.label}, which is none of {desk.model.__name__}.parts.",
                hint="Name the relation in `parts`, so that versions hold its rows.",
                obj=type(desk),
                id="publishing.E001",
            )
            for inline in desk.inlines
            if inline.model not in parts
        ]

    def _nothing_is_edited_in_lists(self, desk) -> list[Error]:
        """A list saves whole rows over whatever was saved meanwhile."""
        if not desk.list_editable:
            return []
        return [Error("list_editable goes around versions.", hint="Remove it.", obj=type(desk), id="publishing.E002")]

    def _keys_mean_the_same_everywhere(self, desk) -> list[Error]:
        """A number that the database gives differs between a trial and the real thing."""
        return [
            Error(
                f"{model._meta.label} has no UUID key.", hint="Derive it from Keyed.", obj=model, id="publishing.E003"
            )
            for model in models_of(desk.model)
            if not isinstance(model._meta.pk, UUIDField)
        ]
