"""A real browser on a real server; any breach of the Content-Security-Policy fails the test."""

import os
import shutil

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, live_server):
    """Opens a tab (`tab()`, or `tab(width=390)`); whatever breaks a page's policy or script fails the test."""
    contexts, breaches = [], []

    def told(message):
        if "Content Security Policy" in message.text or (
            message.type == "error" and "woff2" not in message.location["url"]
        ):
            breaches.append(f"{message.location['url']}: {message.text}")

    def opened(width=1280, **options):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, locale="vi-VN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", told)
        page.on("pageerror", lambda error: breaches.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert breaches == []


@pytest.fixture
def editor(transactional_db):
    """An administrator who works in Vietnamese."""
    return get_user_model().objects.create_superuser("lan", "", "mat-khau-cua-lan", language="vi")


@pytest.fixture
def desk(tab, editor):
    """A tab in which the editor is logged in."""
    page = tab()
    page.goto("/admin/")
    page.fill("#id_username", "lan")
    page.fill("#id_password", "mat-khau-cua-lan")
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
    return page
