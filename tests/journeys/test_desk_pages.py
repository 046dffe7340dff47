"""Every page of the desk about an item: usable with a screen reader and on a phone, and true to its policy."""

import pytest
from playwright.sync_api import expect

from news.models import Author
from publishing import publication
from publishing.admin.addresses import desk_url
from tests.desk.roles import changed, clashing, make_superuser, recorded
from tests.factories import make_article, make_plan
from tests.journeys.steps import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RAW = "textarea[data-django-prose-editor-configurable]:not([id*=__prefix__]):not(.prose-editor textarea)"
"""A rich text whose editor is still to start."""


def pages():
    """The addresses of the pages, each with much on it."""
    lan, minh = make_superuser(first_name="Lan"), make_superuser(first_name="Minh")
    article = make_article(discussing=make_plan())
    article.sources.create(title="Nguồn")
    article.bylines.create(author=Author.objects.create(key="an", title_vi="An"))
    recorded(article)
    changed(article, lan, title_vi="Tiêu đề đã sửa mà chưa đăng " * 4, body_vi="<p>Thân bài đã sửa.</p>")
    clash = clashing(
        article,
        minh,
        {"title_vi": "Tiêu đề của Lan", "body_vi": "<p>Thân bài của Lan.</p>"},
        {"title_vi": "Tiêu đề của Minh", "body_vi": "<p>Thân bài của Minh.</p>"},
    )
    plan = make_plan()
    plan.names.create(text="AIM 2015", kind="full")
    plan.plan_parts.create(title_vi="Phần một")
    recorded(plan)
    publication.put_into_bin(recorded(make_article()), lan)
    article_list = "/admin/news/article/"
    return {
        "list": article_list,
        "bin": f"{article_list}?state=binned",
        "form": desk_url(article, "change"),
        "plan": desk_url(plan, "change"),
        "settle": desk_url(article, "settle", clash.number),
        "history": desk_url(article, "history"),
        "compare": f"{desk_url(article, 'compare')}?from=1&to=2",
        "publish": desk_url(article, "publish"),
        "withdraw": desk_url(article, "withdraw"),
        "preview": desk_url(article, "preview"),
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_desk_are_usable_by_all_and_keep_to_their_width(person, width):
    page = person("An", width=width)

    found = []
    for name, address in pages().items():
        assert page.goto(address).status == 200, name
        expect(page.locator(RAW)).to_have_count(0)
        found += [f"{name}: {fault}" for fault in faults(page)]

    assert not found, "\n".join(found)


def test_the_panel_beside_the_form_is_usable_by_all(person):
    article = make_article()
    page = person("An", width=1600)
    page.goto(desk_url(article, "change"))
    page.click(".desk-panel__open [data-toggle]")
    page.frame_locator("#preview-panel iframe").locator("h1").wait_for()

    found = faults(page)
    assert not found, "\n".join(found)
