"""Every address of the desk, asked by everybody with GET and POST: each gets what docs/roles.md allows.

The rows stand in matrix.py. An address that has none fails here, and so does a row without an address.
"""

import logging
import re
from http.cookies import SimpleCookie

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aseandigital.models import Lead
from news.models import Article, Author, Look, Publisher, Topic
from plans.models import Country, Owner
from publishing import roles
from publishing.rows import rolled_back
from tests.desk import matrix
from tests.desk.matrix import ANOTHER, AUTHOR, LOGIN, MATRIX, PEOPLE
from tests.desk.roles import changed, clashing, make_account, make_superuser, recorded
from tests.factories import make_article, make_info_page, make_picture, make_plan, make_recording

pytestmark = pytest.mark.django_db

ADMIN = "admin/"
ITEMS = {"news/article/": make_article, "plans/plan/": make_plan, "site/infopage/": make_info_page}
SMALL = {
    "news/author/": Author,
    "news/publisher/": Publisher,
    "news/topic/": Topic,
    "plans/owner/": Owner,
    "plans/country/": Country,
}


# --- Addresses ------------------------------------------------------------------


def patterns(resolver, above=""):
    """The whole route of each pattern below a resolver."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from patterns(pattern, route)


def spread(route):
    """An address for each of the rooms that a pattern of Django's names in one."""
    found = re.fullmatch(r"\^\(\?P<app_label>([^)]*)\)/\$", route)
    return [f"{label}/" for label in found[1].split("|")] if found else [route]


def addresses() -> list[str]:
    """Every address below /admin/, as its pattern says it."""
    below = [route.removeprefix(ADMIN) for route in patterns(get_resolver()) if route.startswith(ADMIN)]
    return [one for route in below for one in spread(route)]


def rows() -> dict:
    """The whole matrix: {address: row}."""
    return {place + tail: row for place, tails in MATRIX.items() for tail, row in tails.items()}


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(addresses()) == sorted(rows())


def test_no_address_of_the_desk_stands_outside_of_it():
    outside = [route for route in patterns(get_resolver()) if "admin" in route and not route.startswith(ADMIN)]

    assert outside == []


# --- Who asks, and what for -----------------------------------------------------


@pytest.fixture
def accounts():
    """An account for each of those who ask, strangers aside."""
    author = make_account(roles.AUTHOR)
    return {
        matrix.NO_ROLE: make_account(),
        AUTHOR: author,
        ANOTHER: author,
        matrix.TRANSLATOR: make_account(roles.TRANSLATOR),
        matrix.EDITOR: make_account(roles.EDITOR),
        matrix.ADMINISTRATOR: make_account(roles.ADMINISTRATOR),
        matrix.SUPERUSER: make_superuser(),
    }


@pytest.fixture
def browsers(accounts):
    """A browser for each of those who ask, with the cookies it has before it asks."""
    clients = {person: Client() for person in PEOPLE}
    for person, account in accounts.items():
        clients[person].force_login(account)
    return {person: (client, client.cookies.output(header="")) for person, client in clients.items()}


def make_item(make, by):
    """A public item of somebody with unpublished changes, the last of which clashed."""
    item = recorded(make(created_by=by))
    changed(item, by, title_en="Second")
    clashing(item, by, {"title_en": "Third"}, {"title_en": "Mine"})
    return item


def target(place, accounts, person) -> object:
    """What somebody asks for at an address: an item of their own for authors, else an editor's."""
    if place in ITEMS:
        by = accounts[AUTHOR if person == AUTHOR else matrix.EDITOR]
        return make_item(ITEMS[place], by)
    if place in SMALL:
        return SMALL[place].objects.create(
            title_en="One", **{"code": "QQ"} if place == "plans/country/" else {"key": "one"}
        )
    others = {
        "auth/group/": lambda: Group.objects.get(name=roles.AUTHOR),
        "publishing/account/": lambda: accounts[AUTHOR],
        "publishing/picture/": make_picture,
        "news/look/": Look.objects.create,
        "news/recording/": make_recording,
        "site/lead/": lambda: Lead.objects.create(article=make_article()),
        "django_tasks_database/dbtaskresult/": lambda: DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="tests.none", run_after=timezone.now()
        ),
        "": lambda: make_article(created_by=accounts[matrix.EDITOR]),
    }
    return others[place]()


def filled_in(route, asked) -> str:
    """An address with the keys of what is asked for."""
    values = {
        "uidb64": "MQ",
        "token": "set-password",
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "url": "nothing/here/",
        "number": 4,
        "language": "en",
    }
    route = re.sub(r"\(\?P(<\w+>)[^)]*\)\$?", r"\1", route)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(values.get(name[1], asked.pk)), f"/{ADMIN}{route}")


def answered(browser, method, path, sent):
    """What somebody gets; whatever it changed is undone."""
    client, cookies = browser
    client.cookies = SimpleCookie(cookies)
    with rolled_back():
        answer = getattr(client, method)(path, sent)
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/")
    return LOGIN if to_login else answer.status_code


@pytest.mark.parametrize("place", MATRIX)
def test_everybody_gets_what_the_table_says(place, accounts, browsers, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    asked = {AUTHOR: target(place, accounts, AUTHOR)}
    asked[ANOTHER] = target(place, accounts, ANOTHER) if place in ITEMS else asked[AUTHOR]

    wrong = []
    for tail, row in MATRIX[place].items():
        for person in PEOPLE:
            path = filled_in(place + tail, asked.get(person, asked[ANOTHER]))
            for method in ("get", "post"):
                got = answered(browsers[person], method, path, row.sent)
                if got != row.expected(method, person):
                    wrong.append(f"{method} {place}{tail}, {person}: {row.expected(method, person)}, but got {got}")

    assert not wrong, "\n".join(wrong)
