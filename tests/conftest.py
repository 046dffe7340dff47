"""What every test can count on: nothing outside is reached or written, nothing is left behind."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

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

NEEDS = {
    "browser": ("no chromium on the PATH", lambda: shutil.which("chromium") is not None),
    "postgresql": (
        "DATABASE_URL names no PostgreSQL",
        lambda: os.environ.get("DATABASE_URL", "").startswith("postgres"),
    ),
    "redis": ("CACHE_URL names no Redis", lambda: os.environ.get("CACHE_URL", "").startswith("redis")),
    "seeds": (f"no folder {SEEDS}", SEEDS.is_dir),
}
"""What a test may need: {marker: (what is said where it is absent, whether it is there)}."""


def required() -> set[str]:
    """What REQUIRE says must be there."""
    return {name for name in os.environ.get("REQUIRE", "").replace(" ", "").split(",") if name}


def pytest_configure(config):
    if unknown := required() - set(NEEDS):
        raise pytest.UsageError(f"REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(NEEDS)}.")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
    # The live server serves static files itself; looking for them at each start would take seconds.
    settings.WHITENOISE_USE_FINDERS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
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


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Each test begins in the site's language, whatever the one before it spoke."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


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
