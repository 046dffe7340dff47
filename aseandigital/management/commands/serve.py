"""Run the whole site from one command: prepare it, serve it, keep its task worker alive, clear up once a day."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from aseandigital import preparing

WAIT, GRACE = 60, 10
"""Seconds that the server may take to answer, and to end."""
PAUSES = {"worker": 3, "upkeep": 24 * 60 * 60}
"""Seconds after which a process that ended is started again; the server ends the site instead."""
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 -- compared, not bound
PR_SET_PDEATHSIG = 1
"""From Linux's <sys/prctl.h>."""


class Command(BaseCommand):
    help = "Prepares the site (fonts, database, sample content, static files) and serves it with its task worker."

    def add_arguments(self, parser):
        parser.add_argument("--reload", action="store_true", help="For development: start anew when a file changes.")

    def handle(self, *args, reload=False, **options):
        host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT={port} is not right: give a number from 1 to 65535.")
        refuse_busy(host, int(port))
        password = preparing.administrator_after_tables()
        # Told before anything else can fail: a password that was made is told only once.
        self.stdout.write(self.told(host, port, password))
        preparing.prepare(say=self.stdout.write, collect=not settings.DEBUG)
        commands = {"worker": worker(), "server": developing(host, port) if reload else serving(host, port)}
        supervisor = Supervisor(commands, say=self.stderr.write)
        supervisor.start()
        if answers(host, port, supervisor):
            self.stdout.write("It serves. Stop it with Ctrl+C.")
            # Not before: a start is quick because nothing else is done meanwhile.
            supervisor.add("upkeep", upkeep())
        sys.exit(supervisor.watch())

    def told(self, host, port, password):
        shown = "127.0.0.1" if host in EVERYWHERE else host
        lines = [f"The site is at http://{shown}:{port}/ and its desk at http://{shown}:{port}/admin/"]
        if password:
            lines.append(f"Administrator: {preparing.ADMINISTRATOR}   Password: {password}")
        return "\n".join(lines)


def refuse_busy(host: str, port: int) -> None:
    """CommandError where something listens on the port already: the server itself would share it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen()
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be listened on ({error.strerror}). Choose another with PORT=."
            ) from error


def serving(host: str, port: str) -> list[str]:
    """The production server."""
    workers = os.environ.get("WORKERS") or str(min(2, os.cpu_count() or 1))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port),
        *(
            "--workers",
            workers,
            "--blocking-threads",
            "4",
            "--backpressure",
            "64",
            "--no-ws",
            "--log-level",
            "warning",
            "aseandigital.wsgi:application",
        ),
    ]


def developing(host: str, port: str) -> list[str]:
    """Django's own server, which reloads."""
    return [sys.executable, "manage.py", "runserver", f"{host}:{port}"]


def worker() -> list[str]:
    """The process that carries out tasks."""
    return [sys.executable, "manage.py", "db_worker", "--queue-name", "*"]


def upkeep() -> list[str]:
    """The process that clears away what was kept long enough, and ends."""
    return [sys.executable, "manage.py", "upkeep"]


def answers(host: str, port: str, supervisor) -> bool:
    """Whether the server answers within WAIT seconds, as long as it lives."""
    target = "127.0.0.1" if host in EVERYWHERE else host
    until = time.monotonic() + WAIT
    while time.monotonic() < until and supervisor.alive("server"):
        try:
            with urlopen(f"http://{target}:{port}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts processes, restarts those that may end, ends when the server does or when told to."""

    def __init__(self, commands, say, pauses=PAUSES):
        self.commands, self.say, self.pauses = commands, say, pauses
        self.running, self.ended_at, self.told_to_end = {}, {}, None

    def start(self):
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self.end)
        for name in self.commands:
            self.run(name)

    def add(self, name, command):
        """Start one process more."""
        if self.told_to_end is None:
            self.commands[name] = command
            self.run(name)

    def run(self, name):
        self.running[name] = subprocess.Popen(  # noqa: S603 -- our own commands
            self.commands[name],
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- no thread runs here
        )

    def alive(self, name) -> bool:
        return self.running[name].poll() is None

    def watch(self) -> int:
        """Until the server ends; its exit status, or 0 where it was told to end."""
        while self.alive("server") and not self.overdue():
            if self.told_to_end is None:
                self.start_again()
            time.sleep(0.3)
        status = self.running["server"].poll()
        was_told = self.told_to_end is not None
        self.end()
        for process in self.running.values():
            self.finish(process)
        return 0 if was_told else status

    def start_again(self):
        """Start what ended and has paused long enough; say so once where it should not have ended."""
        for name in [name for name in self.pauses if name in self.running and not self.alive(name)]:
            if name not in self.ended_at:
                self.ended_at[name] = time.monotonic()
                self.tell_end(name, self.running[name].returncode)
            elif time.monotonic() - self.ended_at[name] > self.pauses[name]:
                del self.ended_at[name]
                self.run(name)

    def tell_end(self, name, status):
        if name == "worker":
            self.say("The task worker ended and is started again.")
        elif status:
            self.say(f"The {name} failed. The site goes on; it is tried again later.")

    def overdue(self) -> bool:
        """Whether the processes were told to end longer ago than they may take."""
        return self.told_to_end is not None and time.monotonic() - self.told_to_end > GRACE

    def end(self, sign=None, frame=None):
        self.told_to_end = self.told_to_end or time.monotonic()
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()

    def finish(self, process):
        """Wait for a process a while, then end it and all that it started."""
        try:
            process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
