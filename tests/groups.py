"""The groups of the desk as migrations make them, for tests that begin without what these wrote."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

MIGRATIONS = Path(__file__).resolve().parent.parent / "aseandigital" / "migrations"
WRITER = SimpleNamespace(connection=connection)
"""What a migration needs of a schema editor to write rows."""


def make_groups() -> None:
    """Make the groups and give them what they may do, one migration after the other."""
    for file in sorted(MIGRATIONS.glob("[0-9]*_roles*.py")):
        import_module(f"aseandigital.migrations.{file.stem}").make_groups(apps, WRITER)
