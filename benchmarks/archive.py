"""Looking through an archive of 10,000 articles: how long it takes, and how long anybody has to wait for it.

    python -m benchmarks.archive [--articles 10000] [--accept 500]

It makes a database of its own beside the one that DATABASE_URL names, with articles of some 250 words
in each language, and removes it afterwards. Meanwhile a second process reads pages and writes.
Compare ratios of one run: machines differ.
"""

import argparse
import datetime as dt
import multiprocessing
import random
import time
from contextlib import contextmanager

from benchmarks.database import scratch_database
from benchmarks.merge import _measured

NAME_VI, NAME_EN = "Sáng kiến Sao Mai 2031", "Sao Mai Initiative 2031"
TRIED = (NAME_VI, "ASEAN Digital Masterplan 2030", "Kế hoạch tổng thể số ASEAN 2025", "ASEAN", "AIM 2020")
WORDS = {
    "vi": "hội nghị các bộ trưởng khu vực hợp tác hạ tầng dữ liệu doanh nghiệp người dân dịch vụ mạng lưới an toàn"
    " thông tin đào tạo kỹ năng công nghệ thanh toán biên giới thương mại điện tử nghiên cứu tiêu chuẩn thành phố",
    "en": "ministers met to discuss regional cooperation infrastructure data businesses people services safety skills"
    " training technology payment border trade research standards cities progress report partners funding next year",
}


def sentence(chance, language: str) -> str:
    words = chance.choices(WORDS[language].split(), k=chance.randint(14, 26))
    return f"{' '.join(words).capitalize()} {chance.randint(2, 90)}."


def text(chance, language: str, names) -> str:
    """Some 250 words in paragraphs; a few texts name a plan, as they do on the site."""
    sentences = [sentence(chance, language) for _number in range(12)]
    for name in names:
        sentences.insert(chance.randrange(12), f"{sentence(chance, language)[:-1]} {name}.")
    paragraphs = (" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3))
    return "".join(f'<p id="p-{place:08x}">{one}</p>' for place, one in enumerate(paragraphs))


def fill(number: int) -> None:
    """The plans of the sample by their names, and articles with their search rows."""
    from news.models import Article
    from publishing.models import SearchRow

    chance, known = random.Random(2026), plans()  # noqa: S311 -- repeatable, not secret
    for first in range(0, number, 500):
        articles = [article(chance, one, known) for one in range(first, min(first + 500, number))]
        Article.objects.bulk_create(articles)
        SearchRow.objects.bulk_create([row for one in articles for row in rows(one)])


def plans() -> list[str]:
    """Make the plans of the sample; answers their full names."""
    from benchmarks.mention_texts import sample_plans
    from plans.models import Name
    from tests.factories import make_plan

    known = []
    for told in sample_plans():
        plan = make_plan(code=told.code, label=told.code, first_year=told.first_year, last_year=told.last_year)
        given = [name for name in told.names if name.kind in Name.Kind.values]
        Name.objects.bulk_create([Name(plan=plan, text=n.text, kind=n.kind) for n in given], ignore_conflicts=True)
        known += [name.text for name in given if name.kind == "full"]
    return known


def article(chance, number: int, known: list[str]):
    """An article that is still to be stored; every twentieth says the new names."""
    from news.models import Article
    from tests.factories import public

    named = chance.sample(known, chance.choice([0, 0, 1, 2])) if chance.random() < 0.5 else []
    fields = public()
    for code, ours in (("vi", NAME_VI), ("en", NAME_EN)):
        body = text(chance, code, [*named, *([] if number % 20 else [ours])])
        fields |= {f"body_{code}": body, f"title_{code}": f"Article {number}", f"slug_{code}": f"{code}-{number}"}
    return Article(**fields, dated_at=dt.datetime(2012, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=12 * number))


def rows(one) -> list:
    """The search rows of an article, which saving it would make."""
    from publishing import markup
    from publishing.models import SearchRow
    from publishing.text import folded

    return [
        SearchRow(
            room=one.room(),
            item=one.pk,
            language=code,
            title=folded(getattr(one, f"title_{code}")),
            lead="",
            body=folded(markup.plain(getattr(one, f"body_{code}"))),
        )
        for code in WORDS
    ]


@contextmanager
def transactions(held: list):
    """Times how long each outermost transaction lasts: on SQLite all of them hold the one write lock."""
    from django.db import connection
    from django.db.transaction import Atomic

    enter, leave, began = Atomic.__enter__, Atomic.__exit__, []

    def entered(self):
        if not connection.in_atomic_block:
            began[:] = [time.perf_counter()]
        enter(self)

    def left(self, *raised):
        leave(self, *raised)
        if not connection.in_atomic_block and began:
            held.append(time.perf_counter() - began.pop())

    Atomic.__enter__, Atomic.__exit__ = entered, left
    try:
        yield
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave


def work_off() -> None:
    """Do what is queued, as the worker does."""
    from django_tasks_db.models import DBTaskResult

    while (job := DBTaskResult.objects.ready().first()) is not None:
        job.claim("benchmark")
        job.task.func(*job.args_kwargs["args"])
        job.set_successful(None)


def visit(address: str, stop, answers) -> None:
    """Somebody else on the site: reads a page and writes a row, again and again; says how long each took."""
    from django.db import connection
    from django.test import Client

    from plans.models import Owner

    connection.close()
    reading, writing, reader = [], [], Client()
    while not stop.is_set():
        assert _measured(reading, lambda: reader.get(address)).status_code == 200
        _measured(writing, lambda: Owner.objects.update_or_create(key="visitor", defaults={"short": "V"}))
        time.sleep(0.02)
    answers.put((sorted(reading), sorted(writing)))


@contextmanager
def a_visitor(address: str):
    """Lets somebody use the site meanwhile, in a process of their own, and prints how long they waited."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    stop, answers = context.Event(), context.Queue()
    other = context.Process(target=visit, args=(address, stop, answers))
    other.start()
    try:
        yield
    finally:
        stop.set()
        for what, took in zip(("a page", "a write"), answers.get(timeout=60), strict=True):
            print(
                f"    meanwhile {what}: median {took[len(took) // 2] * 1000:.0f} ms, slowest {took[-1] * 1000:.0f} ms"
            )
        other.join()


def timed(what: str, address: str, job) -> None:
    """Do a job of the queue and print how long it took, and how long one transaction of it."""
    held: list[float] = []
    with transactions(held), a_visitor(address):
        began = time.perf_counter()
        job()
        work_off()
        took = time.perf_counter() - began
    print(f"{what}: {took:.1f} s, longest transaction {max(held) * 1000:.0f} ms of {len(held)}")


def measure(number: int, accepted: int) -> None:
    """Fill, look, accept, undo, try."""
    from django.contrib.auth import get_user_model

    from news.archive import trying, work
    from news.models import Article, LinkChange
    from plans.models import Name
    from tests.factories import make_plan

    _measured(filled := [], lambda: fill(number))
    print(f"{number:,} articles made in {filled[0]:.0f} s")
    plan = make_plan(code="SAOMAI", label="SM", first_year=2026, last_year=2031)
    Name.objects.bulk_create([Name(plan=plan, text=NAME_VI), Name(plan=plan, text=NAME_EN)])
    lan = get_user_model().objects.create_superuser("lan", "", "x")
    newest, looks = Article.objects.newest_first().first(), []
    newest.save()  # with its address, which what is made in bulk has not
    address = newest.get_absolute_url()
    timed("a look for one plan", address, lambda: looks.append(work.begin([plan], lan)))
    look = looks[0]
    look.refresh_from_db()
    gains = look.changes.count()
    assert (look.state, look.done, gains) == ("done", number, (number + 19) // 20), (look.state, look.done, gains)
    surplus = look.changes.order_by("pk").values("pk")[accepted:]
    LinkChange.objects.with_keys(list(surplus.values_list("pk", flat=True))).delete()
    for what, step, decision in (
        ("accepting", work.accept_all, "accepted"),
        ("undoing", work.undo_all, "open"),
    ):
        timed(f"{what} {min(accepted, gains)}", address, lambda step=step: step(look, lan))
        assert look.changes.counted() == {decision: min(accepted, gains)}
    for name in TRIED:
        tried = _measured(took := [], lambda name=name: trying.tried(name, "full"))
        whole = "all" if tried.is_whole else f"{tried.read} of {tried.candidates}"
        print(f"trying “{name}”: {took[0]:.2f} s, in {tried.number} articles, {whole} candidates read")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--accept", type=int, default=500)
    chosen = parser.parse_args()
    with scratch_database():
        measure(chosen.articles, chosen.accept)


if __name__ == "__main__":
    main()
