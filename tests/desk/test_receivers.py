"""Signals fire in trials too, also for what is rolled back: whoever listens must do nothing outside the database."""

from django.db.models import signals

KNOWN = {
    # Django's own: permissions and content types after migrating, names of image sizes, cleared caches.
    "django.contrib.auth.management.create_permissions",
    "django.contrib.contenttypes.management.create_contenttypes",
    "django.contrib.contenttypes.management.inject_rename_contenttypes_operations",
    "django.db.models.fields.files.ImageField.update_dimension_fields",
    # Translated attributes of a row that was just made; when a queued task is to run.
    "modeltranslation.translator.delete_mt_init",
    "django_tasks_db.signal_handlers.set_run_after",
}


def test_nobody_listens_to_saves_and_deletions_who_is_not_known():
    listening = {
        f"{receiver.__module__}.{receiver.__qualname__}"
        for signal in (
            signals.pre_save,
            signals.post_save,
            signals.pre_delete,
            signals.post_delete,
            signals.m2m_changed,
            signals.pre_init,
            signals.post_init,
        )
        for receiver in receivers(signal)
    }

    assert listening - KNOWN == set()


def receivers(signal):
    """The functions that a signal calls."""
    for entry in signal.receivers:
        reference = next(part for part in entry[1:] if callable(part))
        found = reference() if type(reference).__name__ in {"ReferenceType", "WeakMethod"} else reference
        if found is not None:
            yield getattr(found, "__func__", found)
