"""A database for a benchmark alone, with the site set up on it; gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scratch_database() -> Iterator[None]:
    """Django on an empty database of its own, in the engine that DATABASE_URL names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseandigital.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    if connection.vendor == "sqlite":
        # On disk, as the site has it; a test database in memory would flatter it.
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / "benchmark.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
