"""A real browser on a real server; any breach of the Content-Security-Policy fails the test."""

import os
import re
import shutil
import threading
from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import find
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import sync_playwright

from publishing.files import ENTRY, whole_sheet
from tests.desk.roles import make_account
from tests.groups import make_groups

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Traffic:
    """Requests that the site is answering. A page that closes still sends what was typed.

    The tables are emptied when a test is over; a request in the midst of it would lock them
    (PostgreSQL ends one of the two), or leave its rows to the next test.
    """

    def __init__(self):
        self.open, self.change, self.stirred = 0, threading.Condition(), False
        self.test = threading.get_ident()

    def began(self, **_said):
        self.count(1)

    def ended(self, **_said):
        self.count(-1)

    def count(self, more):
        if threading.get_ident() == self.test:
            return  # a test's own client, which nobody has to wait for
        with self.change:
            self.open += more
            self.stirred = True
            self.change.notify_all()

    def settle(self, quiet=0.15, longest=20):
        """Waits until nothing is being answered and nothing has come for `quiet` seconds."""
        with self.change:
            while True:
                assert self.change.wait_for(lambda: self.open == 0, longest), f"{self.open} requests have no answer"
                self.stirred = False
                if not self.change.wait_for(lambda: self.stirred, quiet):
                    return


@pytest.fixture(scope="session")
def traffic():
    """What the live server is answering."""
    kept = Traffic()
    request_started.connect(kept.began)
    request_finished.connect(kept.ended)
    yield kept
    request_started.disconnect(kept.began)
    request_finished.disconnect(kept.ended)


@pytest.fixture(scope="session")
def chromiums():
    """Starts a browser (`chromiums()`): all of a test's tabs share one unless the browser itself is to die."""
    # Playwright runs an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield lambda: playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)


@pytest.fixture(scope="session")
def chromium(chromiums):
    browser = chromiums()
    yield browser
    browser.close()


@pytest.fixture
def expected():
    """The statuses that a test expects a browser to complain of, such as 409; each has to come."""
    return set()


@pytest.fixture
def tab(chromium, live_server, traffic, expected):
    """Opens a tab (`tab()`, or `tab(width=390)`); whatever breaks a page's policy or script fails the test."""
    contexts, breaches, met = [], [], set()

    def told(message):
        status = re.search(r"status of (\d{3})", message.text)
        if status and int(status[1]) in expected:
            met.add(int(status[1]))
        elif "Content Security Policy" in message.text or (
            message.type == "error" and "woff2" not in message.location["url"]
        ):
            breaches.append(f"{message.location['url']}: {message.text}")

    def opened(width=1280, browser=chromium, **options):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, locale="vi-VN", **options
        )
        context.set_default_timeout(15_000)
        # As it is gathered for readers: one sheet, not forty.
        context.route(f"**/{ENTRY}", lambda route: route.fulfill(body=sheet(), content_type="text/css"))
        contexts.append(context)
        page = context.new_page()
        page.on("console", told)
        page.on("pageerror", lambda error: breaches.append(str(error)))
        return page

    yield opened
    for context in contexts:
        if context.browser.is_connected():
            context.close()
    traffic.settle()
    assert breaches == []
    assert met == expected


@cache
def sheet() -> str:
    """The style sheet of the public pages."""
    return whole_sheet(lambda name: open(find(name), "rb"), ENTRY)


@pytest.fixture
def editor(transactional_db):
    """An administrator who works in Vietnamese."""
    return get_user_model().objects.create_superuser("lan", "", "mat-khau-cua-lan", language="vi")


@pytest.fixture
def desk(tab, editor):
    """A tab in which the editor is logged in."""
    page = tab()
    log_in(page, "lan", "mat-khau-cua-lan")
    return page


@pytest.fixture
def roles(transactional_db):
    """The groups of the desk: a test with a live server begins without what migrations wrote."""
    make_groups()


@pytest.fixture
def person(tab, live_server, transactional_db):
    """Somebody in a browser of their own, logged in, in English: `person("Lan")`, or with roles."""

    def opened(name, *roles, **options):
        who = make_account(*roles, first_name=name, is_superuser=not roles)
        client = Client()
        client.force_login(who)
        page = tab(**options)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return page

    return opened


def log_in(page, name, password):
    """Log in as somebody does."""
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
