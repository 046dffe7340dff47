"""What several do at the same moment, each in a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

from django.db import connections, transaction


def at_once(*jobs):
    """What each of the jobs answers, all of them started at the same moment."""
    ready = Barrier(len(jobs))

    def run(job):
        try:
            ready.wait(timeout=20)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


@contextmanager
def meanwhile(step):
    """While this runs, somebody else is in a transaction in which they did a step."""
    done, over = Event(), Event()

    def run():
        try:
            with transaction.atomic():
                step()
                done.set()
                over.wait(timeout=20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        done.wait(timeout=20)
        try:
            yield
        finally:
            over.set()
            running.result(timeout=60)
