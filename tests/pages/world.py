"""Content for the tests of pages: as many rows of everything as asked, and what must not be seen."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone, translation

from aseandigital.models import InfoPage, Lead
from news.models import Article, Author, Byline, Publisher, Source, Topic
from plans import models as plans
from plans.models import Country, Figure, Name, Owner, Plan, PlanPart, Relation
from publishing.models import State
from tests.factories import make_article, make_info_page, make_link, make_picture, make_plan

LANGUAGES = ("vi", "en")
NAMES = {
    "home": "home",
    "articles": "news:list",
    "plans": "plans:list",
    "topics": "news:topics",
    "sources": "news:sources",
    "archive": "news:archive",
}
"""Pages that are there from the first day, and how their addresses are called."""
PAGES = (*NAMES, "topic", "source", "year", "month", "article", "plan", "info")


def address(page: str, language: str, article: Article | None = None, plan: Plan | None = None) -> str:
    """The address of a public page; of what an article leads to where the page is about that."""
    with translation.override(language):
        if page in NAMES:
            return reverse(NAMES[page])
        if page in {"article", "plan"}:
            return {"article": article, "plan": plan}[page].get_absolute_url()
        if page == "info":
            return InfoPage.objects.earliest("key").get_absolute_url()
        stands = timezone.localtime(article.listed_at)
        return {
            "topic": lambda: reverse("news:topic", args=[article.topics.earliest("key").key]),
            "source": lambda: reverse("news:source", args=[article.publisher.key]),
            "year": lambda: reverse("news:archive-year", args=[stands.year]),
            "month": lambda: reverse("news:archive-month", args=[stands.year, stands.month]),
        }[page]()


def make_world(rows: int, between: bool = False) -> tuple[Article, Plan]:
    """A site with `rows` of everything that a page can show; the newest article and the newest plan of it.

    `between` puts an older and a newer article beside the one that is answered.
    """
    series = [rich_plan(number, rows) for number in range(rows)]
    for newer, older in zip(series[1:], series, strict=False):
        Relation.objects.create(plan=newer, kind="succeeds", other=older)
        Relation.objects.create(plan=older, kind="implements", other=newer)
    if between:
        rich_article(rows, rows, series)
    articles = [rich_article(number, rows, series) for number in range(rows)]
    if between:
        rich_article(rows + 1, rows, series)
    for number in range(rows):
        make_info_page(key=f"info-{number}")
    Lead.objects.create(article=articles[0])
    return articles[-1], series[-1]


def rich_plan(number: int, rows: int) -> Plan:
    owner = Owner.objects.create(key=f"owner-{number}", title_vi=f"Chủ {number}", title_en=f"Owner {number}")
    plan = make_plan(
        on_main_line=True,
        owner=owner,
        first_year=2011 + 5 * number,
        last_year=2015 + 5 * number,
        vision_vi="<p>Tầm nhìn</p>",
    )
    make_plan(kind="declaration", owner=owner)
    for place in range(rows):
        parent = PlanPart.objects.create(
            plan=plan, number=str(place), title_vi="Định hướng", title_en="Thrust", order=place
        )
        PlanPart.objects.create(plan=plan, parent=parent, title_vi="Hành động", title_en="Action")
        Name.objects.create(plan=plan, text=f"Tên {place}", language="vi")
        source = plans.Source.objects.create(plan=plan, title=f"Nguồn {place}", order=place)
        plans.Document.objects.create(plan=plan, title=f"Văn kiện {place}", order=place)
        Figure.objects.create(
            plan=plan, label_vi=f"Dự án {place}", label_en=f"Projects {place}", value="51", source=source, order=place
        )
    return plan


def rich_article(number: int, rows: int, series: list[Plan]) -> Article:
    publisher = Publisher.objects.create(
        key=f"publisher-{number}", title_vi=f"Báo {number}", title_en=f"Paper {number}"
    )
    article = make_article(cover=make_picture(), publisher=publisher)
    article.countries.add(Country.objects.create(code=f"X{number}", title_vi="Nước", title_en="Country"))
    for place in range(rows):
        article.topics.add(
            Topic.objects.create(key=f"topic-{number}-{place}", title_vi="Hạ tầng", title_en="Infrastructure")
        )
        author = Author.objects.create(key=f"author-{number}-{place}", title_vi="Tác giả", title_en="Author")
        Byline.objects.create(article=article, author=author, order=place)
        Source.objects.create(article=article, publisher=publisher, title=f"Nguồn {place}", order=place)
    for plan in series:
        make_link(article, plan, part=PlanPart.objects.filter(plan=plan).first())
    return article


def hidden_ways() -> dict[str, dict]:
    """Each way in which an item is not public: {name: fields}. Everything else about it would let it be seen."""
    ways = {state: {"state": state} for state in State.values if state != State.PUBLISHED}
    return ways | {"scheduled": {"published_at": timezone.now() + dt.timedelta(hours=1)}}


def make_hidden(rows_of: Plan | None = None, article_of: Article | None = None) -> None:
    """Articles and plans that must be seen nowhere, joined to what is public so that they would be."""
    plan, article = rows_of or make_plan(on_main_line=True), article_of or make_article()
    for way, fields in hidden_ways().items():
        secret = {"title_vi": f"LỘ bài {way}", "title_en": f"LEAK article {way}", "lead_vi": "LỘ", "lead_en": "LEAK"}
        leaks = {
            model: model.objects.create(key=f"leak-{way}".replace("_", "-"), title_vi="LỘ", title_en="LEAK")
            for model in (Topic, Publisher, Owner)
        }
        joined = make_article(discussing=plan, cover=article.cover, publisher=article.publisher, **secret, **fields)
        joined.topics.set(article.topics.all())
        Source.objects.create(article=joined, publisher=article.publisher, title="LEAK")
        Lead.objects.create(article=joined)
        make_info_page(key=f"a-leak-{way}".replace("_", "-"), order=0, body_vi="<p>LEAK</p>", **secret, **fields)
        hidden = make_article(publisher=leaks[Publisher], **secret, **fields)
        hidden.topics.add(leaks[Topic])
        hidden.countries.add(
            Country.objects.get_or_create(code="XL", defaults={"title_vi": "LỘ", "title_en": "LEAK"})[0]
        )
        secret = {"title_vi": f"LỘ kế hoạch {way}", "title_en": f"LEAK plan {way}", "label": f"LEAK {way}"}
        leaking = make_plan(
            on_main_line=True, summary_vi="LỘ", summary_en="LEAK", owner=leaks[Owner], **secret, **fields
        )
        make_plan(
            kind="declaration", code=f"LEAK{way}", **{name: f"{text} LEAK" for name, text in secret.items()}, **fields
        )
        make_link(article, leaking, note_vi="LỘ", note_en="LEAK")
        Relation.objects.create(plan=leaking, kind="succeeds", other=plan)
        Relation.objects.create(plan=plan, kind="succeeds", other=leaking)
        Relation.objects.create(plan=leaking, kind="part_of", other=plan)
    for decision in ("suggested", "rejected"):
        public = make_plan(label=f"LEAK {decision}", kind="network", state="published")
        make_link(article, public, decision=decision)
        Plan.objects.filter(pk=public.pk).update(state="draft")
