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

from aseandigital.management.commands.serve import Supervisor

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


def words(page):
    """What a page says and where it leads. Pictures come in more and more sizes while the site runs."""
    main = page.partition("<main")[2].partition("</main>")[0]
    assert main
    return re.sub(r"<[^>]*>", " ", main).split(), re.findall(r'href="([^"]*)"', main)


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
    assert "There was nothing to clear away." in said
    assert (returned, nobody_answers(port)) == (0, True)

    process, port = site()
    wait_for(process, port)
    status, again = read(port, "/vi/")
    said, returned = ended(process, signal.SIGHUP)

    assert (status, words(again)) == (200, words(home))
    assert "Password" not in said
    assert "Loading the sample content" not in said
    assert (returned, nobody_answers(port)) == (0, True)


# --- The supervisor -------------------------------------------------------------

PAUSES = {"worker": 0.1, "upkeep": 0.5}


@pytest.fixture
def supervised(tmp_path):
    """Watches small processes: `supervised(worker=…, upkeep=…)` answers (status, what it said, starts of each).

    Each is a line of Python. The server ends by itself as soon as each of them was started so
    often as `often` says, once where it says nothing.
    """
    handlers = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def watch(server="", often=(), **lines):
        said = []
        wanted = {str(tmp_path / name): dict(often).get(name, 1) for name in lines}
        server = server or (
            "import os; "
            f"all(waiting for path, number in {list(wanted.items())!r} "
            "for waiting in iter(lambda: (time.sleep(0.05), "
            "not (os.path.exists(path) and os.path.getsize(path) >= number))[1], False))"
        )
        commands = {name: python(name, line) for name, line in lines.items() if name != "upkeep"}
        supervisor = Supervisor({"server": python("server", server)} | commands, said.append, PAUSES)
        supervisor.start()
        if "upkeep" in lines:
            supervisor.add("upkeep", python("upkeep", lines["upkeep"]))
        status = supervisor.watch()
        assert [name for name in supervisor.running if supervisor.alive(name)] == []
        return status, said, {name: starts(tmp_path / name) for name in lines}

    def starts(path):
        return len(path.read_text()) if path.exists() else 0

    def python(name, line):
        counting = f"import sys, time; open({str(tmp_path / name)!r}, 'a').write('x');"
        return [sys.executable, "-S", "-c", f"{counting} {line}"]

    yield watch
    for sign, handler in handlers.items():
        signal.signal(sign, handler)


def test_upkeep_is_done_after_the_start_and_again_after_its_pause(supervised):
    status, said, starts = supervised(often={"upkeep": 2}, upkeep="pass", worker="time.sleep(99)")

    assert (status, said) == (0, [])
    assert (starts["upkeep"] >= 2, starts["worker"]) == (True, 1)


def test_upkeep_that_fails_is_told_and_ends_nothing(supervised):
    status, said, starts = supervised(often={"upkeep": 2}, upkeep="sys.exit(3)", worker="time.sleep(99)")

    assert status == 0
    assert set(said) == {"The upkeep failed. The site goes on; it is tried again later."}
    assert (starts["upkeep"] >= 2, starts["worker"]) == (True, 1)


def test_upkeep_that_never_ends_ends_with_the_site(supervised):
    status, said, starts = supervised(upkeep="time.sleep(99)", worker="time.sleep(99)")

    assert (status, said, starts) == (0, [], {"upkeep": 1, "worker": 1})


def test_a_worker_that_dies_is_started_again(supervised):
    status, said, starts = supervised(often={"worker": 2}, worker="sys.exit(1)")

    assert status == 0
    assert "The task worker ended and is started again." in said
    assert starts["worker"] >= 2


def test_the_site_ends_as_its_server_ended(supervised):
    assert supervised(server="sys.exit(4)", worker="time.sleep(99)")[0] == 4
