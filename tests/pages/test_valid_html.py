"""Every page is valid HTML, as the Nu Html Checker of the W3C reads it."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.conftest import VNU_JAR
from tests.pages.everything import every_page

pytestmark = [pytest.mark.once, pytest.mark.nu, pytest.mark.django_db]

KNOWN = "The “list” role is unnecessary"
"""Not for Safari: it tells no list to a screen reader where the marks are taken away."""


def test_every_page_is_valid_html(client, tmp_path):
    pages = {name: client.get(path).content.decode() for name, path in every_page().items()}
    pages["broken down"] = render_to_string("500.html")
    for name, content in pages.items():
        (tmp_path / f"{re.sub(r'[^a-z]+', '-', name)}.html").write_text(content, encoding="utf-8")

    command = ["java", "-jar", str(VNU_JAR), "--format", "json", "--exit-zero-always", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr

    assert len(list(tmp_path.iterdir())) == len(pages)
    messages = [
        f"{Path(message['url']).stem}, line {message.get('lastLine')}: {message['message']} … {message.get('extract', '')!r}"
        for message in json.loads(told)["messages"]
        if not message["message"].startswith(KNOWN)
    ]
    assert not messages, "\n".join(messages)
