"""What every test can count on: nothing outside is reached or written, nothing is left behind."""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from tests.groups import make_groups

ROOT = Path(__file__).resolve().parent.parent
SEEDS = Path(os.environ.get("SEEDS_DIR") or ROOT.parent / "shared" / "seeds")

hypothesis_settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile(
    "thorough", hypothesis_settings.get_profile("ci"), derandomize=False, max_examples=3000
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

VNU_JAR = Path(os.environ.get("VNU_JAR") or ROOT / "var/node/node_modules/vnu-jar/build/dist/vnu.jar")
"""The Nu Html Checker; `.ci/run` installs it."""

NEEDS = {
    "browser": ("no chromium on the PATH", lambda: shutil.which("chromium") is not None),
    "postgresql": (
        "DATABASE_URL names no PostgreSQL",
        lambda: os.environ.get("DATABASE_URL", "").startswith("postgres"),
    ),
    "redis": ("CACHE_URL names no Redis", lambda: os.environ.get("CACHE_URL", "").startswith("redis")),
    "gettext": ("no xgettext on the PATH", lambda: shutil.which("xgettext") is not None),
    "nu": ("no java, or no vnu.jar in VNU_JAR or var/node", lambda: shutil.which("java") and VNU_JAR.is_file()),
    "seeds": (f"no folder {SEEDS}", SEEDS.is_dir),
}
"""What a test may need: {marker: (what is said where it is absent, whether it is there)}."""


def required() -> set[str]:
    """What REQUIRE says must be there."""
    return {name for name in os.environ.get("REQUIRE", "").replace(" ", "").split(",") if name}


def scratch() -> Path:
    """A folder of this run, in memory where that is possible; gone when the run is over."""
    if "TESTS_SCRATCH" not in os.environ:
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- the folder itself is made by mkdtemp
        os.environ["TESTS_SCRATCH"] = tempfile.mkdtemp(prefix="tests-", dir=memory)
        atexit.register(shutil.rmtree, os.environ["TESTS_SCRATCH"], ignore_errors=True)
    return Path(os.environ["TESTS_SCRATCH"])


def pytest_configure(config):
    if unknown := required() - set(NEEDS):
        raise pytest.UsageError(f"REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(NEEDS)}.")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
    # A task keeps the backend that was set when its module was loaded.
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    # The live server serves static files itself; looking for them at each start would take seconds.
    settings.WHITENOISE_USE_FINDERS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # In memory all threads would share one connection and its transactions; a file is what the site has.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(scratch() / "site.sqlite3")
    elif settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # A commit need not reach the disk: what tests write is thrown away.
        options = settings.DATABASES["default"].setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
    settings.CACHES = {
        name: cache | {"KEY_PREFIX": f"tests-{os.getpid()}-{worker}"} for name, cache in settings.CACHES.items()
    }


def pytest_runtest_setup(item):
    for name, (absence, present) in NEEDS.items():
        if item.get_closest_marker(name) is None or present():
            continue
        if name in required():
            pytest.fail(f"{name} is required, but: {absence}", pytrace=False)
        pytest.skip(f"{name}: {absence}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Tests with real commits empty every table behind them: the roles that a migration made are made again."""
    yield
    if nextitem is None:
        return  # the database is gone already
    marker = item.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or {"live_server", "transactional_db"} & set(item.fixturenames):
        with item.config.stash[blocking_manager_key].unblock():
            make_groups()


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Each test begins in the site's language, whatever the one before it spoke."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def nobody_left(django_db_setup, django_db_blocker):
    """Ends what is still connected when all tests are over, so that the database can be removed.

    Playwright brings an event loop, and Django has connections of their own with and without one:
    that from before the first browser test would be left.
    """
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True, scope="session")
def network_off():
    """A connection to anywhere but this machine is an error."""
    connect = socket.socket.connect

    def only_here(self, address):
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError(f"Tests reach nothing outside this machine, but {host} was asked.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield
