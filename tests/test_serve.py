"""`make serve` from its first start to its end: real processes on a port of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def site(tmp_path):
    """Starts the site in a folder of its own: `site(ADMIN_PASSWORD=…)` answers (process, port)."""
    started = []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def start(**environment):
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "serve"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "VAR_DIR": str(tmp_path / "var"),
                "PORT": str(port),
                "WORKERS": "1",
                "PYTHONUNBUFFERED": "1",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process, port

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def read(port, path, host=None):
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host} if host else {})
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310 -- our own address
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def wait_for(process, port):
    until = time.monotonic() + 150
    while time.monotonic() < until:
        try:
            return read(port, "/healthz", host="anything.example")
        except OSError:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.3)
    raise AssertionError("the site did not answer")


def ended(process, sign=signal.SIGTERM):
    """What a process printed, once it ended by a signal, and its exit status."""
    process.send_signal(sign)
    said, _nothing = process.communicate(timeout=40)
    return said, process.returncode


def nobody_answers(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


def test_the_site_starts_keeps_its_data_and_ends(site):
    process, port = site()
    health = wait_for(process, port)
    status, home = read(port, "/vi/")
    second, _port = site()
    refusal, _nothing = second.communicate(timeout=60)
    said, returned = ended(process)

    assert health == (200, "ok\n")
    assert (status, "ADM\u00a02030" in home) == (200, True)
    assert re.search(r"Administrator: admin   Password: \S{12,}", said) is not None
    assert (second.returncode, "Choose another with PORT=." in refusal) == (1, True)
    assert (returned, nobody_answers(port)) == (0, True)

    process, port = site()
    wait_for(process, port)
    status, again = read(port, "/vi/")
    said, returned = ended(process, signal.SIGHUP)

    assert (status, again) == (200, home)
    assert "Password" not in said
    assert "Loading the sample content" not in said
    assert (returned, nobody_answers(port)) == (0, True)
