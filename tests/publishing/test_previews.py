"""A preview is the page that readers would get, and leaves nothing; a link shows one version to outsiders."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.signing import Signer
from django.test import RequestFactory
from django.utils import timezone
from lxml import html

from news.models import Article, Source, Topic
from plans.models import PlanPart
from publishing import previews, publication, versions
from publishing.admin.addresses import desk_url
from publishing.models import PreviewLink, State, Version
from publishing.rows import key_of, rolled_back, take
from tests.factories import make_article, make_link, make_plan
from tests.pages.world import LANGUAGES, make_world

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", LANGUAGES)
SEALS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
}


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("lan", "", "mat-khau-cua-lan", language="en")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def saved(item, author=None, **fields) -> Version:
    """The item with other fields, as the desk would keep it: a version that readers don't see yet."""
    item = versions.hold(item)
    content = {name: dict(row) for name, row in versions.newest(item).content.items()}
    content[key_of(item)] |= fields
    with rolled_back():
        versions.lay(content, item, trial=True)
        content = take(item)
    return versions.store(item, content, author, Version.Kind.SAVED)


def page(item, version=None, language="vi"):
    """What a preview answers."""
    asked = RequestFactory(headers={"cookie": "session=stranger"}).get("/preview/")
    return previews.page(asked, item, version or versions.newest(versions.hold(item)), language)


def text_of(answer, path="//main"):
    return " ".join(" ".join(html.fromstring(answer.content.decode()).xpath(f"{path}//text()")).split())


def everything() -> dict[str, list]:
    """Every row of the site, as it is stored."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.app_label in {"publishing", "plans", "news"} or model._meta.label == "admin.LogEntry"
    }


def path_of(link) -> str:
    return previews.address(link).removeprefix(settings.SITE_URL)


# --- The page -------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("place", [0, 1], ids=["article", "plan"])
def test_a_preview_is_the_page_that_readers_get_byte_for_byte(place, language, client, editor, monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    item = make_world(rows=3, between=True)[place]
    text = "<p>Câu đầu của bài.</p><p>Thêm một đoạn.</p>" if place == 0 else None
    field = {"body_vi": text} if place == 0 else {"summary_vi": "Tóm tắt mới."}
    version = saved(item, title_vi="Tên mới", title_en="New title", slug_en="another-one", **field)

    preview = page(item, version, language)
    before = client.get(item.get_absolute_url(language)).content
    publication.publish(item, LANGUAGES, editor)
    item.refresh_from_db()
    public = client.get(item.get_absolute_url(language))

    assert (preview.status_code, public.status_code) == (200, 200)
    assert preview.content == public.content != before


def test_a_preview_shows_the_parts_of_its_version(editor):
    plan = make_plan()
    part = PlanPart.objects.create(plan=plan, title_vi="Trụ cột số")
    version = versions.newest(versions.hold(plan))
    part.delete()

    assert "Trụ cột số" in text_of(page(plan, version))
    assert "Trụ cột số" not in text_of(page(plan))


def test_a_preview_shows_the_version_that_is_asked_for():
    article = make_article(title_vi="Một")
    first = versions.newest(versions.hold(article))
    second = saved(article, title_vi="Hai")

    assert text_of(page(article, first), "//h1") == "Một"
    assert text_of(page(article, second), "//h1") == "Hai"


@pytest.mark.parametrize("state", [state for state in State.values if state != State.BINNED])
def test_an_item_in_any_state_is_shown_as_if_it_were_public(state, client):
    article = make_article(discussing=make_plan(label="KH 1"), title_vi="Tin", state=state)

    answer = page(article)

    assert answer.status_code == 200
    assert "KH 1" in text_of(answer)


def test_a_page_for_later_and_one_whose_time_is_over_are_shown():
    later = make_article(title_vi="Tin", published_at=timezone.now() + dt.timedelta(days=9))
    over = make_article(title_vi="Tin", withdraw_at=timezone.now() - dt.timedelta(hours=1))

    assert [text_of(page(item), "//h1") for item in (later, over)] == ["Tin", "Tin"]


@pytest.mark.parametrize("make", [make_article, make_plan])
def test_a_draft_with_nothing_but_a_title_is_shown(make):
    long = {"summary_vi": None, "summary_en": None} if make is make_plan else {"body_vi": None, "body_en": None}
    item = make(title_vi="Mới có tên", title_en=None, state="draft", ready_vi=False, ready_en=False, **long)

    answer = page(item)

    assert answer.status_code == 200
    assert text_of(answer, "//h1").endswith("Mới có tên")
    assert previews.GAP not in text_of(answer)


@both_languages
def test_a_draft_with_nothing_at_all_is_shown(language):
    item = Article.objects.create()

    answer = page(item, language=language)

    assert (answer.status_code, text_of(answer, "//h1")) == (200, "")
    assert previews.GAP not in text_of(answer)


def test_an_unfinished_translation_is_shown_with_the_links_that_it_proves():
    article = make_article(title_vi=None, body_vi=None, lead_vi="Sapo", ready_vi=False, title_en="Article")
    make_link(article, make_plan(label="KH 1"), vi="", en="", note_vi="Ghi chú")

    answer = page(article)

    assert [word for word in ("Sapo", "KH 1", "Ghi chú") if word not in text_of(answer)] == []
    assert text_of(answer, "//h1") == ""


def test_a_language_in_which_nothing_is_written_shows_the_other_one_as_readers_see_it(client):
    article = make_article(title_en=None, slug_en=None, lead_en=None, body_en=None, ready_en=False)

    answer = page(article, language="en")

    assert answer.content == client.get(article.get_absolute_url("en")).content


def test_a_version_whose_address_was_taken_meanwhile_is_shown():
    article = make_article()
    version = saved(article, slug_vi="dia-chi")
    make_article(slug_vi="dia-chi")

    assert page(article, version).status_code == 200


@both_languages
def test_a_preview_leaves_nothing_in_the_database(language):
    article, plan = make_world(rows=2)
    topic = Topic.objects.create(key="moi", title_vi="Mới")
    drafts = [
        (article, saved(article, title_vi="Khác", slug_vi="khac", slug_en="other", topics=[str(topic.pk)])),
        (plan, saved(plan, title_en="Other", slug_en="other", summary_vi=None)),
        (draft := Article.objects.create(), versions.newest(versions.hold(draft))),
    ]
    before = everything()

    assert [page(item, version, language).status_code for item, version in drafts] == [200] * 3

    assert everything() == before


def test_a_preview_knows_nobody_and_is_kept_nowhere(desk):
    article = make_article()

    answer = page(article)

    assert answer.cookies == {}
    assert {name: answer.headers[name] for name in SEALS} == SEALS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Language"] == "vi"


# --- Links ----------------------------------------------------------------------


@both_languages
def test_a_link_shows_its_version_in_its_language_to_anybody(language, client, editor):
    article = make_article(state="draft", title_vi="Một", title_en="One")
    link = previews.make_link(article, saved(article), language, editor)
    saved(article, title_vi="Hai", title_en="Two")

    answer = client.get(path_of(link), headers={"accept-language": "vi, en"})

    assert text_of(answer, "//h1") == {"vi": "Một", "en": "One"}[language]
    assert html.fromstring(answer.content.decode()).get("lang") == language == answer.headers["Content-Language"]
    assert client.get(article.get_absolute_url(language)).status_code == 404


def test_the_answer_to_a_link_is_sealed_and_sets_no_cookie(desk, editor):
    article = make_article()
    link = previews.make_link(article, saved(article), "vi", editor)

    answer = desk.get(path_of(link))

    assert {name: answer.headers[name] for name in SEALS} == SEALS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "'nonce-" not in answer.headers["Content-Security-Policy"]
    assert answer.cookies == {}
    assert "lan" not in {word.strip(".,") for word in text_of(answer, "//body").split()}


def test_a_link_that_never_was_was_tampered_with_expired_or_was_revoked_is_like_no_page(client, editor):
    article = make_article(state="draft")
    version = saved(article)
    expired, revoked, binned = (previews.make_link(article, version, "vi", editor) for _number in range(3))
    PreviewLink.objects.of(article).with_key(expired.pk).update(expires_at=timezone.now())
    PreviewLink.objects.of(article).with_key(revoked.pk).update(revoked_at=timezone.now())
    good = previews.make_link(article, version, "vi", editor)
    other = previews.make_link(article, version, "en", editor)
    key, _sign, signature = path_of(good).strip("/").removeprefix("preview/").rpartition(":")
    publication.put_into_bin(make_article(), editor)

    never = client.get("/preview/never/")
    refused = [
        path_of(expired),
        path_of(revoked),
        f"/preview/{key}:{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}/",
        f"/preview/{other.pk.hex}:{signature}/",
        f"/preview/{key}/",
        f"/preview/{Signer().sign(good.pk.hex)}/",
        f"/preview/{Signer(salt=previews.SALT).sign('no key')}/",
    ]
    answers = {path: client.get(path) for path in refused}
    Article.objects.with_key(article.pk).update(state=State.BINNED)
    answers["in the bin"] = client.get(path_of(binned))

    assert never.status_code == 404
    assert [path for path, answer in answers.items() if answer.content != never.content] == []
    assert [path for path, answer in answers.items() if answer.headers.items() != never.headers.items()] == []


def test_a_link_dies_when_the_item_is_published_or_deleted_for_good(client, editor):
    published, deleted = make_article(state="draft"), make_article(state="draft")
    links = [previews.make_link(item, saved(item), "vi", editor) for item in (published, deleted)]

    publication.publish(published, LANGUAGES, editor)
    publication.delete_for_good(deleted)

    assert [client.get(path_of(link)).status_code for link in links] == [404, 404]


def test_nothing_is_posted_to_a_link(client, editor):
    article = make_article()
    link = previews.make_link(article, saved(article), "vi", editor)

    assert client.post(path_of(link)).status_code == 405
    assert client.head(path_of(link)).status_code == 200


@pytest.mark.parametrize(("language", "days"), [("vi", 0), ("vi", 8), ("fr", 3)])
def test_a_link_that_lasts_too_long_or_speaks_no_language_of_the_site_is_not_made(language, days, editor):
    article = make_article()

    with pytest.raises(ValueError, match="not made"):
        previews.make_link(article, saved(article), language, editor, days)


def test_a_link_to_a_version_of_another_item_is_not_made(editor):
    with pytest.raises(ValueError, match="not made"):
        previews.make_link(make_article(), saved(make_article()), "vi", editor)


# --- The desk -------------------------------------------------------------------


def test_the_desk_frames_the_newest_version_or_the_one_that_is_asked_for(desk):
    article = make_article(title_vi="Một")
    saved(article, title_vi="Hai")

    newest = desk.get(desk_url(article, "page", "vi"))
    first = desk.get(desk_url(article, "page", "vi"), {"version": 1})

    assert [text_of(answer, "//h1") for answer in (newest, first)] == ["Hai", "Một"]
    assert {name: newest.headers[name] for name in SEALS} == SEALS
    assert "no-store" in newest.headers["Cache-Control"]
    assert "frame-ancestors 'self'" in newest.headers["Content-Security-Policy"]
    assert "nonce" not in newest.headers["Content-Security-Policy"]


@pytest.mark.parametrize("number", ["99", "0", "-1", "one", "9" * 30])
def test_an_unknown_version_or_language_is_no_page(number, desk):
    article = make_article()
    saved(article)

    assert desk.get(desk_url(article, "page", "vi"), {"version": number}).status_code == 404
    assert desk.get(desk_url(article, "preview"), {"version": number}).status_code == 404
    assert desk.get(desk_url(article, "page", "fr")).status_code == 404


def test_the_preview_page_has_a_frame_for_each_language_and_says_which_version_it_is(desk):
    article = make_article(title_vi="Một", body_en=None, ready_en=False)
    saved(article, title_vi="Hai")

    read = html.fromstring(desk.get(desk_url(article, "preview"), {"version": 1}).content.decode())

    assert "version 1" in read.xpath("string(//h1)")
    assert read.xpath("//iframe/@src") == [f"{desk_url(article, 'page', code)}?version=1" for code in LANGUAGES]
    assert read.xpath("//select[@name='version']/option/@value") == ["2", "1"]
    assert "text" in read.xpath("string(//*[@class='desk-preview__lacking'])")


def test_the_preview_page_keeps_what_was_chosen(desk):
    article = make_article()
    saved(article)

    read = html.fromstring(
        desk.get(desk_url(article, "preview"), {"language": "en", "width": "desktop"}).content.decode()
    )

    assert read.xpath("//iframe/@src") == [f"{desk_url(article, 'page', 'en')}?version=1"]
    assert read.xpath("//div[@class='desk-frame']/@data-width") == ["desktop"]
    assert "?language=en&width=phone&version=1" in read.xpath("//nav/a/@href")
    assert read.xpath("//nav/a[@aria-current]/text()") == ["English", "Desktop"]


def test_strangers_log_in_first_and_who_may_not_see_items_sees_no_preview(client):
    article = make_article()
    saved(article)
    paths = [desk_url(article, "preview"), desk_url(article, "page", "vi")]
    strangers = [client.get(path).status_code for path in paths]
    client.force_login(get_user_model().objects.create_user("minh", "", "mat-khau", is_staff=True))

    assert strangers == [302, 302]
    assert [client.get(path).status_code for path in paths] == [403, 403]


def test_an_editor_makes_a_link_copies_its_address_and_revokes_it(desk, client, editor):
    article = make_article(state="draft")
    saved(article)

    made = desk.post(desk_url(article, "links"), {"version": 1, "language": "en", "days": 2}, follow=True)
    link = PreviewLink.objects.of(article).get()
    (address,) = html.fromstring(made.content.decode()).xpath("//input[@readonly]/@value")
    before = client.get(address.removeprefix(settings.SITE_URL)).status_code
    desk.post(desk_url(article, "links"), {"revoke": str(link.pk)})

    assert (link.language, link.made_by, link.version.number) == ("en", editor, 1)
    assert dt.timedelta(days=2) - (link.expires_at - link.made_at) < dt.timedelta(seconds=5)
    assert address == previews.address(link)
    assert (before, client.get(address.removeprefix(settings.SITE_URL)).status_code) == (200, 404)
    assert b"readonly" not in desk.get(desk_url(article, "preview")).content


@pytest.mark.parametrize("change", [{"days": 8}, {"language": "fr"}, {"version": 9}, {"revoke": "x"}])
def test_a_link_that_no_form_offers_is_not_made(change, desk):
    article = make_article()
    saved(article)

    answer = desk.post(desk_url(article, "links"), {"version": 1, "language": "vi", "days": 3} | change)

    assert answer.status_code == 404
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_item_is_not_revoked(desk, editor):
    article, other = make_article(), make_article()
    link = previews.make_link(other, saved(other), "vi", editor)

    desk.post(desk_url(article, "links"), {"revoke": str(link.pk)})

    assert previews.opened(path_of(link).split("/")[2]) == link


@pytest.mark.parametrize(("role", "status"), [("Editor", 302), ("Translator", 403), ("Author", 403)])
def test_links_are_made_by_who_may_publish_the_item(role, status, client):
    article = make_article()
    saved(article)
    account = get_user_model().objects.create_user("minh", "", "mat-khau", is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    client.force_login(account)

    answer = client.post(desk_url(article, "links"), {"version": 1, "language": "vi", "days": 3})

    assert answer.status_code == status
    assert (b"desk-links" in client.get(desk_url(article, "preview")).content) == (status == 302)


def test_what_is_in_the_bin_is_shown_at_the_desk_but_to_no_outsider(desk, editor):
    plan = make_plan()
    saved(plan)
    publication.put_into_bin(plan, editor)

    assert desk.get(desk_url(plan, "page", "vi")).status_code == 200
    assert desk.post(desk_url(plan, "links"), {"version": 1, "language": "vi", "days": 3}).status_code == 403


def test_the_form_has_the_panel_and_a_plain_link(desk):
    article = make_article()

    read = html.fromstring(desk.get(desk_url(article, "change")).content.decode())

    assert set(read.xpath("//section[@data-panel]//a/@href")) == {desk_url(article, "preview")}
    assert read.xpath("//section[@data-panel]//button/@data-page") == [
        desk_url(article, "page", code) for code in LANGUAGES
    ]
    assert read.xpath("//section[@data-panel]//iframe/@src") == []


def test_rows_of_an_item_never_recorded_are_previewed(desk):
    """Content that came from outside the desk has no version yet."""
    article = make_article(title_vi="Từ ngoài")
    Source.objects.create(article=article, title="Báo cáo")

    assert text_of(desk.get(desk_url(article, "page", "vi")), "//h1") == "Từ ngoài"
