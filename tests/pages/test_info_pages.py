"""Pages about the site: their addresses, the foot of every page, how to write to the editors, the desk."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aseandigital.models import InfoPage, taken_pieces
from publishing import publication, versions
from publishing.models import Version
from publishing.roles import AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import desk_of, make_account, make_superuser, newest_row, recorded
from tests.desk.steps import page, publish, save, texts
from tests.factories import make_article, make_info_page
from tests.pages.reading import doc, one, text_of
from tests.pages.world import LANGUAGES, hidden_ways

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def foot(client, url: str) -> list[tuple[str, str]]:
    """The pages about the site that the foot of a page names: title and address."""
    links = doc(client.get(url)).xpath("//footer//nav[@aria-labelledby='about-site']//a")
    return [(text_of(link), link.get("href")) for link in links]


# --- The page -----------------------------------------------------------------


@both_languages
def test_a_page_shows_its_texts_and_their_date(language, client):
    info = make_info_page(slug_vi="gioi-thieu", slug_en="about", published_at="2021-10-21T10:00+07:00")

    read = doc(client.get({"vi": "/vi/gioi-thieu/", "en": "/en/about/"}[language]))

    name = {"vi": "ASEAN Số", "en": "ASEAN Digital"}[language]
    assert text_of(one(read, "//h1")) == getattr(info, f"title_{language}")
    assert text_of(one(read, "//head/title")) == f"{getattr(info, f'title_{language}')} – {name}"
    assert one(read, "//meta[@name='description']/@content") == getattr(info, f"lead_{language}")
    assert text_of(one(read, "//main//div[@class='prose']")) in getattr(info, f"body_{language}")
    assert one(read, "//main//p[contains(@class, 'info__updated')]//time/@datetime") == "2021-10-21T10:00+0700"
    crumbs = {"vi": "Trang chủ", "en": "Home page"}[language]
    steps = [text_of(step) for step in read.xpath("//nav[@class='crumbs']//li")]
    assert steps == [crumbs, getattr(info, f"title_{language}")]


def test_a_correction_is_told_with_its_date(client):
    info = recorded(make_info_page(published_at="2021-10-21T10:00+07:00"))
    desk = desk_of(make_superuser())
    save(desk, info, body_en="<p>Another text.</p>")

    publish(desk, info, note_en="The address was wrong.")

    read = doc(client.get(info.get_absolute_url("en")))
    assert "The address was wrong." in text_of(one(read, "//section[@aria-labelledby='corrections']"))
    moments = read.xpath("//main//p[contains(@class, 'info__updated')]//time/@datetime")
    assert [moment[:10] for moment in moments] == ["2021-10-21", timezone.localdate().isoformat()]


def test_where_a_language_is_missing_the_other_one_is_shown_and_said_to_be(client):
    info = make_info_page(ready_en=False, title_en=None, slug_en=None, body_en=None, lead_en=None)

    read = doc(client.get(f"/en/{info.slug_vi}/"))

    assert (text_of(one(read, "//h1")), one(read, "//h1/@lang")) == (info.title_vi, "vi")
    assert "This page is not yet in English." in text_of(one(read, "//main//div[@role='note']"))
    assert read.xpath("//main//div[@role='note']//a") == []


# --- The foot of every page ---------------------------------------------------


@both_languages
def test_the_foot_of_every_page_names_the_public_ones_in_their_order(language, client):
    last, first = make_info_page(order=2), make_info_page(order=1)
    for fields in hidden_ways().values():
        make_info_page(order=0, **fields)
    urls = [f"/{language}/", first.get_absolute_url(language), make_article().get_absolute_url(language)]
    missing, gone = f"/{language}/khong-co/", make_article(state="withdrawn").get_absolute_url(language)

    told = [foot(client, url) for url in [*urls, missing, gone]]

    named = [(getattr(one, f"title_{language}"), one.get_absolute_url(language)) for one in (first, last)]
    assert told == [named] * 5


@both_languages
def test_the_page_about_the_site_stands_in_the_masthead_while_it_is_public(language, client):
    about = make_info_page(key="about")
    path = f"//header//nav//a[@href='{about.get_absolute_url(language)}']"

    assert text_of(one(doc(client.get(f"/{language}/")), path)) == {"vi": "Giới thiệu", "en": "About"}[language]
    assert one(doc(client.get(about.get_absolute_url(language))), path).get("aria-current") == "page"
    assert one(doc(client.get(f"/{language}/")), path).get("aria-current") is None
    make_info_page(key="other")
    about.delete()
    assert doc(client.get(f"/{language}/")).xpath(path) == []


@both_languages
def test_whoever_finds_nothing_at_an_address_can_search_for_it(language, client):
    search = {"vi": "/vi/tim-kiem/", "en": "/en/search/"}[language]
    gone = make_article(state="withdrawn").get_absolute_url(language)

    for address in (f"/{language}/khong-co/", gone):
        form = one(doc(client.get(address)), "//main//form[@role='search']")
        assert (form.get("action"), [field.get("name") for field in form.xpath(".//input")]) == (search, ["q"])


def test_a_title_in_another_language_says_so_in_the_foot(client):
    make_info_page(ready_en=False, title_vi="Trợ năng")

    link = one(doc(client.get("/en/")), "//footer//nav[@aria-labelledby='about-site']//a")

    assert (text_of(link), link.get("lang")) == ("Trợ năng", "vi")


def test_without_any_page_the_foot_has_no_empty_list(client):
    make_info_page(state="draft")

    assert doc(client.get("/vi/")).xpath("//footer//nav[@aria-labelledby='about-site']") == []


# --- Addresses ----------------------------------------------------------------

FIRST_PIECES = [
    "tin-tuc",
    "news",
    "ke-hoach",
    "plans",
    "chu-de",
    "topics",
    "nguon",
    "sources",
    "admin",
    "media",
    "vi",
    "en",
]


def test_the_first_pieces_of_all_addresses_are_known():
    assert set(FIRST_PIECES) <= taken_pieces()
    assert not {piece for piece in taken_pieces() if not piece or "<" in piece or "/" in piece}


@pytest.mark.parametrize("slug", FIRST_PIECES)
@both_languages
def test_a_page_takes_no_address_of_the_site_itself(language, slug):
    info = make_info_page()
    setattr(info, f"slug_{language}", slug)

    with pytest.raises(ValidationError) as refused:
        info.full_clean()

    assert list(refused.value.message_dict) == [f"slug_{language}"]
    assert slug in refused.value.message_dict[f"slug_{language}"][0]


@pytest.mark.parametrize(
    ("title", "slug"), [("Tin tức", "tin-tuc-2"), ("Plans", "plans-2"), ("Giới thiệu", "gioi-thieu")]
)
def test_an_address_made_from_a_title_is_none_of_them_either(title, slug):
    assert make_info_page(title_vi=title).slug_vi == slug


@given(piece=st.sampled_from(sorted(FIRST_PIECES)), more=st.text("abc-", min_size=1, max_size=5))
def test_what_only_begins_like_one_is_free(piece, more):
    assert f"{piece}{more}" not in taken_pieces()


def test_a_page_swallows_no_other_address(client):
    make_info_page(slug_vi="so")
    article = make_article(slug_vi="so")

    paths = ["/vi/tin-tuc/", "/vi/ke-hoach/", "/vi/chu-de/", "/vi/nguon/", "/vi/tin-tuc/so/"]

    assert [client.get(path).status_code for path in paths] == [200] * 5
    assert text_of(one(doc(client.get("/vi/tin-tuc/so/")), "//h1")) == article.title_vi
    assert [client.get(path).status_code for path in ("/vi/so/them/", "/vi/news/", "/so/")] == [404] * 3


def test_a_key_stands_for_one_page():
    make_info_page(key="about")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_info_page(key="about")


@both_languages
def test_a_language_without_a_text_is_never_ready(language):
    info = make_info_page()

    with pytest.raises(IntegrityError), transaction.atomic():
        InfoPage.objects.with_key(info.pk).update(**{f"body_{language}": ""})


# --- How to write to the editors ----------------------------------------------


@both_languages
def test_the_contact_page_shows_the_address_for_mail(language, client, settings):
    settings.CONTACT_EMAIL = "editors@example.org"
    contact, other = make_info_page(key="contact"), make_info_page(key="about")

    link = one(doc(client.get(contact.get_absolute_url(language))), "//main//a[starts-with(@href, 'mailto:')]")

    assert (text_of(link), link.get("href")) == ("editors@example.org", "mailto:editors@example.org")
    assert "editors@example.org" not in client.get(other.get_absolute_url(language)).content.decode()


@both_languages
def test_the_contact_page_says_so_where_there_is_no_address(language, client, settings):
    settings.CONTACT_EMAIL = ""
    contact, other = make_info_page(key="contact"), make_info_page(key="about")

    said = {
        "vi": "Trang này chưa có địa chỉ thư điện tử để liên hệ.",
        "en": "No mail address has been given for this site yet.",
    }[language]
    assert said in text_of(one(doc(client.get(contact.get_absolute_url(language))), "//main"))
    assert said not in text_of(one(doc(client.get(other.get_absolute_url(language))), "//main"))


# --- The desk -----------------------------------------------------------------


def test_an_editor_writes_a_page_and_publishes_it(client):
    desk = desk_of(make_account(EDITOR))
    form = {"title_vi": "Giới thiệu", "lead_vi": "", "body_vi": "<p>Trang này.</p>", "key": "about", "order": "1"}

    answer = desk.post("/admin/site/infopage/add/", form | {"title_en": "", "body_en": "", "lead_en": ""})

    info = InfoPage.objects.get()
    assert (answer.status_code, info.state, info.slug_vi) == (302, "draft", "gioi-thieu")
    assert client.get("/vi/gioi-thieu/").status_code == 404
    publish(desk, info)
    assert client.get("/vi/gioi-thieu/").status_code == 200


def test_what_is_saved_of_a_public_page_waits_to_be_published(client):
    info, desk = recorded(make_info_page()), desk_of(make_account(EDITOR))

    save(desk, info, title_en="A new title")

    assert newest_row(info)["title_en"] == "A new title"
    assert text_of(one(doc(client.get(info.get_absolute_url("en"))), "//h1")) == info.title_en
    publish(desk, info)
    assert text_of(one(doc(client.get(info.get_absolute_url("en"))), "//h1")) == "A new title"


def test_the_desk_shows_a_preview_and_the_history_of_a_page():
    info, desk = recorded(make_info_page()), desk_of(make_account(EDITOR))
    save(desk, info, title_en="A new title")

    shown = desk.get(page(info, "page", "en"))

    assert texts(shown, "//h1") == ["A new title"]
    assert desk.get(page(info, "history")).status_code == 200
    assert Version.objects.of(info).count() == 2


def test_a_page_goes_through_the_bin_and_comes_back(client):
    info, account = make_info_page(), make_superuser()

    publication.put_into_bin(info, account)
    gone = client.get(info.get_absolute_url("vi")).status_code
    publication.take_out_of_bin(versions.fresh(info), account)
    publication.publish(versions.fresh(info), ["vi", "en"], account)

    assert (gone, client.get(info.get_absolute_url("vi")).status_code) == (410, 200)


def test_a_translator_writes_their_language_alone():
    info, desk = recorded(make_info_page()), desk_of(make_account(TRANSLATOR, languages=["en"]))

    save(desk, info, title_en="Translated", title_vi="Không được", key="stolen")

    row = newest_row(info)
    assert (row["title_en"], row["title_vi"], row["key"]) == ("Translated", info.title_vi, info.key)


def test_an_author_only_reads_the_pages():
    info, desk = recorded(make_info_page()), desk_of(make_account(AUTHOR))

    assert desk.get(page(info)).status_code == 200
    assert desk.post(page(info), {"title_en": "No"}).status_code == 403


def test_an_address_of_the_site_is_refused_in_the_form_with_a_sentence():
    info, desk = recorded(make_info_page()), desk_of(make_account(EDITOR))

    answer = save(desk, info, slug_en="plans")

    assert texts(answer, "//ul[@id='id_slug_en_error']/li") == [
        "“plans” is an address of the site itself. Choose another one."
    ]
