"""From the sample's files to rows; what is there already is left as editors made it."""

import re

import resvg_py
from django.core.files.base import ContentFile
from django.utils import timezone

from aseandigital import sample
from aseandigital.models import InfoPage
from news import linking
from news.models import Article, Author, Byline, PlanLink, Publisher, Topic
from news.models import Source as ArticleSource
from plans.models import Country, Figure, Name, Owner, Plan, PlanPart, Relation
from plans.models import Source as PlanSource
from publishing import addresses, dates
from publishing.languages import CODES, localized
from publishing.models import Picture, State

WIDTH = 1200
"""Pixels across of a drawn picture."""


def texts(fields: dict, *names: str) -> dict[str, str]:
    """The translated fields among the given ones that a file fills: {"title_vi": …}."""
    columns = [localized(name, code) for name in names for code in CODES]
    return {column: fields[column] for column in columns if column in fields}


def dated(fields: dict, name: str = "dated_on", precision: str = "dated_precision") -> dict:
    """A date column and its precision, where the file gives a date."""
    if name not in fields:
        return {}
    moment, known = dates.read(fields[name])
    return {name: moment.date(), precision: known}


def load(say=lambda line: None) -> int:
    """Load all that is missing, and answer how many items that was. `say` gets a line per step."""
    say("pictures")
    pictures = {name: picture(name, fields) for name, fields in sample.table("pictures").items()}
    small_tables()
    say("plans")
    wanted = sample.files("plans")
    new_plans = [name for name, fields in wanted.items() if plan(fields)]
    for name in new_plans:
        relations(wanted[name])
    say("articles")
    new_articles = sum(article(name, fields, pictures) for name, fields in sample.files("articles").items())
    say("pages about the site")
    new_pages = sum(info_page(name, fields) for name, fields in sample.files("pages").items())
    return len(new_plans) + new_articles + new_pages


def small_tables() -> None:
    """Countries, owners, publishers, authors and topics."""
    for code, fields in sample.table("countries").items():
        Country.objects.get_or_create(code=code, defaults=texts(fields, "title"))
    for name, model, extra in (
        ("owners", Owner, ("short",)),
        ("publishers", Publisher, ("address", "marks", "sections")),
        ("authors", Author, ("kind",)),
        ("topics", Topic, ()),
    ):
        for key, fields in sample.table(name).items():
            own = {column: in_lines(fields[column]) for column in extra if column in fields}
            defaults = {"id": sample.key(name, key)} | own | texts(fields, "title")
            row, new = model.objects.get_or_create(key=key, defaults=defaults)
            if "marks" in own and not new and not row.marks and not row.sections:
                # A site that is older than the marks gets them once.
                row.marks, row.sections = own["marks"], own.get("sections", "")
                row.save()


def in_lines(value: str | list[str]) -> str:
    """A value as its column holds it: a list is one text, a line each."""
    return value if isinstance(value, str) else "\n".join(value)


def picture(name: str, fields: dict) -> Picture:
    """A drawn picture, rendered to PNG when it is new."""
    key = sample.key("picture", name)
    if found := Picture.objects.in_bulk([key]):
        return found[key]
    drawn = bytes(resvg_py.svg_to_bytes(svg_path=str(sample.drawing(fields["file"])), width=WIDTH))
    return Picture.objects.create(
        id=key,
        file=ContentFile(drawn, name=f"{name}.png"),
        focus_x=fields["focus_x"],
        focus_y=fields["focus_y"],
        **texts(fields, "alt", "credit"),
    )


def plan(fields: dict) -> bool:
    """One plan with its names, parts, figures and sources; False where it is there already."""
    if Plan.objects.with_code(fields["code"]).exists():
        return False
    owner = fields.get("owner")
    row = Plan(
        id=sample.key("plan", fields["code"]),
        **{name: fields[name] for name in ("code", "label", "kind", "first_year", "on_main_line")},
        last_year=fields.get("last_year"),
        owner_id=sample.key("owners", owner) if owner else None,
        **texts(fields, "title", "summary", "vision", "meeting", "place", "own_translation"),
        **dated(fields, "adopted_on", "adopted_precision"),
    )
    publish(row, timezone.now())
    Name.objects.bulk_create(Name(plan=row, **name) for name in fields.get("names", ()))
    sources = [
        PlanSource(plan=row, order=place, **{k: v for k, v in source.items() if k != "dated_on"}, **dated(source))
        for place, source in enumerate(fields.get("sources", ()))
    ]
    for source in sources:
        source.save()
    for place, part in enumerate(fields.get("parts", ())):
        told = texts(part, "level", "title", "description", "own_translation")
        PlanPart.objects.create(plan=row, order=place, number=part.get("number", ""), **told)
    for place, figure in enumerate(fields.get("facts", ())):
        Figure.objects.create(
            plan=row, order=place, value=figure["value"], source=sources[figure["source"]], **texts(figure, "label")
        )
    return True


def relations(fields: dict) -> None:
    """How a plan stands to older or higher ones."""
    for relation in fields.get("relations", ()):
        Relation.objects.get_or_create(
            plan_id=sample.key("plan", fields["code"]),
            kind=relation["kind"],
            other_id=sample.key("plan", relation["plan"]),
        )


def article(name: str, fields: dict, pictures: dict[str, Picture]) -> bool:
    """One article with all that belongs to it; False where it is there already."""
    key = sample.key("article", name)
    if Article.objects.with_key(key).exists():
        return False
    moment, known = dates.read(fields["dated_at"])
    bodies = {
        column: re.sub(r'data-picture="([^"]+)"', lambda found: f'data-picture="{pictures[found[1]].pk}"', body)
        for column, body in texts(fields, "body").items()
    }
    row = Article(
        id=key,
        dated_at=moment,
        dated_precision=known,
        publisher_id=sample.key("publishers", fields["publisher"]),
        cover=pictures.get(fields.get("cover", "")),
        **texts(fields, "title", "slug", "kicker", "lead", "place"),
        **bodies,
    )
    publish(row, timezone.now())
    row.topics.set([sample.key("topics", topic) for topic in fields.get("topics", ())])
    row.countries.set(fields.get("countries", ()))
    for place, author in enumerate(fields["authors"]):
        Byline.objects.create(article=row, author_id=sample.key("authors", author), order=place)
    for place, source in enumerate(fields.get("sources", ())):
        publisher = source.get("publisher")
        own = {column: value for column, value in source.items() if column not in {"publisher", "dated_on"}}
        ArticleSource.objects.create(
            article=row,
            order=place,
            publisher_id=sample.key("publishers", publisher) if publisher else None,
            **own,
            **dated(source),
        )
    for link in fields.get("links", ()):
        join(row, link)
    return True


def join(row: Article, fields: dict) -> None:
    """A link to a plan with its sentences. ValueError where a sentence does not stand in the text."""
    plan_row = Plan.objects.get(code=fields["plan"])
    part = plan_row.plan_parts.numbered(fields["part"]).first() if "part" in fields else None
    link = PlanLink.objects.create(article=row, plan=plan_row, part=part, decided_at=timezone.now())
    if missing := linking.prove(link, fields["evidence"]):
        raise ValueError(
            f"{row.slug_vi or row.slug_en}: the sentence for {fields['plan']} is not in the text ({missing})."
        )


def info_page(name: str, fields: dict) -> bool:
    """One page about the site; False where it, or another one with its name, is there already."""
    key = sample.key("page", name)
    if InfoPage.objects.known_as(key, name).exists():
        return False
    publish(
        InfoPage(id=key, key=name, order=fields["order"], **texts(fields, "title", "slug", "lead", "body")),
        timezone.now(),
    )
    return True


def publish(row, at) -> None:
    """Public from a moment on in every language that is complete."""
    addresses.fill(row)
    for code in CODES:
        setattr(row, localized("ready", code), not row.lacking(code))
    row.state, row.published_at = State.PUBLISHED, at
    row.full_clean()
    row.save(force_insert=True)
