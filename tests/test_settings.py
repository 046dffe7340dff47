"""A wrong or missing setting stops the start with a sentence that says what to do."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.conftest import ROOT

SECRET = "s" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {"SITE_URL": "https://digital.example.org", "SECRET_KEY": SECRET}
PRINT = "from aseandigital import settings; print({})"
SET_UP = "import django; django.setup(); "


def started(folder, *arguments, **environment) -> subprocess.CompletedProcess:
    """A process of its own with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "aseandigital.settings"}
        | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def said(folder, expression: str, before: str = "", **environment) -> str:
    """What an expression of the settings gives, or the last line of the error."""
    process = started(folder, "-c", before + PRINT.format(expression), **environment)
    return (process.stdout if process.returncode == 0 else process.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"SITE_URL": "https://digital.example.org"},
            "SECRET_KEY is missing: set it to a random text of 50 or more characters",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters, which is too short: use 50 or more random ones."),
        (
            PRODUCTION | {"SECRET_KEY": "x" * 49},
            "SECRET_KEY has 49 characters, which is too short: use 50 or more random ones.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS=* is not right: name the hosts that this site answers for, separated by commas.",
        ),
        ({"ALLOWED_HOSTS": "a.example,*"}, "ALLOWED_HOSTS=* is not right: name the hosts"),
        (
            PRODUCTION | {"DEBUG": "true"},
            "DEBUG is on although SITE_URL=https://digital.example.org is a public address",
        ),
        ({"DEBUG": "maybe"}, "DEBUG=maybe is not right: use true or false."),
        ({"BEHIND_PROXY": "2"}, "BEHIND_PROXY=2 is not right: use true or false."),
        ({"STRICT_PUBLIC_PAGES": "ja"}, "STRICT_PUBLIC_PAGES=ja is not right: use true or false."),
        (
            {"SITE_URL": "digital.example.org"},
            "SITE_URL=digital.example.org is not right: give the public address of the site",
        ),
        ({"SITE_URL": "ftp://digital.example.org"}, "SITE_URL=ftp://digital.example.org is not right"),
        ({"SITE_URL": "https://digital.example.org/asean"}, "SITE_URL=https://digital.example.org/asean is not right"),
        ({"SITE_URL": "https://"}, "SITE_URL=https: is not right"),
        (
            PRODUCTION | {"SITE_URL": "https://digital.example.org?x=1"},
            "SITE_URL=https://digital.example.org?x=1 is not right",
        ),
        (
            PRODUCTION | {"SITE_URL": "https://digital.example.org:port"},
            "SITE_URL=https://digital.example.org:port is not right",
        ),
        ({"DATABASE_URL": "nonsense"}, "use sqlite:///path/to/file or postgres://user:password@host:5432/name"),
        (
            {"DATABASE_URL": "mysql://u:p@127.0.0.1/x"},
            "use sqlite:///path/to/file or postgres://user:password@host:5432/name",
        ),
        ({"DATABASE_URL": "postgres://u:p@127.0.0.1:port/x"}, "DATABASE_URL is not right: use sqlite:///path/to/file"),
        ({"CACHE_URL": "nonsense"}, "CACHE_URL is not right: use locmemcache:// or redis://host:6379/0"),
        ({"CACHE_URL": "nonsense://x"}, "CACHE_URL is not right: use locmemcache:// or redis://host:6379/0"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"CONTACT_EMAIL": "editors"}, "CONTACT_EMAIL=editors is not right: give one mail address"),
    ],
    ids=lambda value: " ".join(f"{k}={v}" for k, v in value.items() if v != SECRET) if isinstance(value, dict) else "",
)
def test_a_wrong_value_stops_the_start_with_a_sentence(environment, sentence, tmp_path):
    # Logging is set up by Django, behind the settings.
    before = SET_UP if "LOG_LEVEL" in environment else ""
    process = started(tmp_path, "-c", before + PRINT.format("settings.SITE_URL"), **environment)

    last = process.stderr.strip().splitlines()[-1] if process.stderr else "it started"
    assert process.returncode == 1
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert sentence in last


@pytest.mark.parametrize(
    ("environment", "expression", "value"),
    [
        ({}, "settings.DEBUG", "False"),
        ({}, "repr(settings.CONTACT_EMAIL)", "''"),
        ({"CONTACT_EMAIL": " editors@example.org "}, "settings.CONTACT_EMAIL", "editors@example.org"),
        ({"DEBUG": "Yes"}, "settings.DEBUG", "True"),
        ({"DEBUG": "off"}, "settings.DEBUG", "False"),
        ({"DEBUG": ""}, "settings.DEBUG", "False"),
        ({"DEBUG": "1"}, "settings.STRICT_PUBLIC_PAGES", "True"),
        ({}, "settings.ALLOWED_HOSTS", "['127.0.0.1', 'localhost', '127.0.0.1', '[::1]']"),
        (PRODUCTION, "settings.ALLOWED_HOSTS", "['digital.example.org']"),
        (
            {"SITE_URL": "https://digital.example.org/", "SECRET_KEY": SECRET},
            "settings.SITE_URL",
            "https://digital.example.org",
        ),
        (
            PRODUCTION,
            "(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS > 0, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)",
            "(True, True, True, True)",
        ),
        (
            PRODUCTION | {"SITE_URL": "http://digital.example.org"},
            "(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)",
            "(False, 0, False, False)",
        ),
        (PRODUCTION, "getattr(settings, 'SECURE_PROXY_SSL_HEADER', None)", "None"),
        (
            PRODUCTION | {"BEHIND_PROXY": "true"},
            "settings.SECURE_PROXY_SSL_HEADER",
            "('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
        (PRODUCTION, "(settings.TIME_ZONE, settings.LANGUAGE_CODE)", "('Asia/Ho_Chi_Minh', 'vi')"),
        ({"DATABASE_URL": "postgres://u:p%40ss@db:5433/site"}, "settings.DATABASES['default']['PASSWORD']", "p@ss"),
    ],
)
def test_a_setting_follows_its_variable(environment, expression, value, tmp_path):
    assert said(tmp_path, expression, **environment) == value


def test_on_ones_own_machine_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    first, second = (said(tmp_path, "settings.SECRET_KEY") for _ in range(2))

    assert (first, len(first) >= 50) == (second, True)
    assert (tmp_path / "secret").read_text() == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_processes_that_start_at_once_for_the_first_time_get_one_secret(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _number: said(tmp_path, "settings.SECRET_KEY"), range(4)))

    assert set(keys) == {(tmp_path / "secret").read_text()}


def test_everything_that_is_written_goes_below_one_folder(tmp_path):
    places = said(
        tmp_path, "[str(p) for p in (settings.STATIC_ROOT, settings.MEDIA_ROOT, settings.DATABASES['default']['NAME'])]"
    )

    assert places == str([str(tmp_path / name) for name in ("static", "media", "site.sqlite3")])


def test_the_check_for_production_finds_nothing(tmp_path):
    (tmp_path / "static").mkdir()

    process = started(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == "System check identified no issues (0 silenced).\n"


def test_the_database_file_is_opened_so_that_no_save_is_lost(tmp_path):
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    expression = (
        "((lambda cursor: [cursor.execute(f'PRAGMA {name}').fetchone()[0] for name in "
        f"{asked}])(__import__('django.db').db.connection.cursor()), settings.DATABASES['default']['OPTIONS']['transaction_mode'])"
    )

    assert said(tmp_path, expression, before=SET_UP) == "(['wal', 2, 1, 20000], 'IMMEDIATE')"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_tests_run_on_postgresql_when_they_are_told_to():
    assert connection.vendor == "postgresql"


@pytest.mark.redis
def test_the_cache_of_several_processes_keeps_vietnamese_text():
    cache.set("chào", {"tựa": "Đà Nẵng"}, 30)

    kept = cache.get("chào")
    cache.delete("chào")
    assert (settings.CACHES["default"]["BACKEND"], kept) == (
        "django.core.cache.backends.redis.RedisCache",
        {"tựa": "Đà Nẵng"},
    )
    assert cache.get("chào") is None
