"""The page of an article beyond its text: time to read, context, both languages, citations, links."""

import json

import pytest
from django.utils import translation
from lxml import html

from news.models import Author, Byline, PlanLink, Publisher, Topic
from publishing.models import Picture
from tests.factories import make_article, make_link, make_named, make_picture, make_plan
from tests.pages.reading import canonical, doc, one, text_of

pytestmark = pytest.mark.django_db
NAMING_VI = "Các bộ trưởng rà soát AIM 2020 tại Thái Lan. Câu sau."
NAMING_EN = "Ministers reviewed AIM 2020 in Thailand. Another sentence."


def read(client, article, language="vi", query=""):
    with translation.override(language):
        return doc(client.get(article.get_absolute_url() + query))


def make_pair(**fields):
    """An article whose texts name a plan in their second paragraphs."""
    plan = make_plan(label="AIM 2020", first_year=2016, last_year=2020)
    plan.names.create(text="AIM 2020", kind="abbreviation")
    article = make_article(
        body_vi=f"<h2>Mở đầu</h2><p>{NAMING_VI}</p><p>Đoạn cuối.</p>",
        body_en=f"<h2>Beginning</h2><p>{NAMING_EN}</p><p>Last paragraph.</p>",
        **{"dated_at": "2019-03-29T15:05+07:00"} | fields,
    )
    make_link(
        article, plan, vi=NAMING_VI.split(". ", maxsplit=1)[0] + ".", en=NAMING_EN.split(". ", maxsplit=1)[0] + "."
    )
    return article, plan


# --- Facts beside the text ----------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [("vi", 305 * 4, "4 phút đọc"), ("en", 238, "1 minute to read"), ("en", 238 * 3, "3 minutes to read")],
)
def test_the_time_to_read_counts_syllables_or_words(language, words, told, client):
    body = f"<p>{'a ' * (words - 8)}</p>"
    article = make_article(lead_vi="a b c d e f g h", lead_en="a b c d e f g h", body_vi=body, body_en=body)

    assert told in [text_of(fact) for fact in read(client, article, language).xpath("//dd")]


def test_the_publisher_leads_to_the_original_where_there_is_one(client):
    publisher = Publisher.objects.create(key="vna", title_vi="TTXVN", address="https://vna.example/")
    with_original = make_article(publisher=publisher, original="https://vna.example/bai-goc")
    without = make_article(publisher=publisher)

    hrefs = [one(read(client, item), "//dd/a[.='TTXVN']/@href") for item in (with_original, without)]

    assert hrefs == ["https://vna.example/bai-goc", "https://vna.example/"]


# --- Plans in the text, and what became of them -------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_that_name_a_plan_lead_to_it(language, client):
    article, plan = make_pair()

    link = one(read(client, article, language), "//div[contains(@class, 'prose')]//a[@class='plan-ref']")

    with translation.override(language):
        assert (link.text, link.get("href")) == ("AIM 2020", plan.get_absolute_url())


def test_the_first_name_of_a_plan_in_each_section_leads_to_its_page(client):
    aim, adm = make_named("AIM2020", "AIM 2020"), make_named("ADM2025", "ADM 2025")
    body = (
        "<p>Mở đầu nói AIM 2020.</p><p>Rồi lại AIM 2020 và ADM 2025.</p>"
        "<h2>Mục hai</h2><p>Không nhắc.</p><p>AIM-2020 đã kết thúc, AIM 2020 là vậy.</p>"
    )
    article = make_article(body_vi=body)
    make_link(article, aim, vi="Mở đầu nói AIM 2020.", en="")
    PlanLink.objects.create(article=article, plan=adm, decision="rejected")

    links = read(client, article, "vi").xpath("//div[contains(@class, 'prose')]//a[@class='plan-ref']")

    assert [(text_of(link), link.get("href")) for link in links] == [
        ("AIM 2020", aim.get_absolute_url("vi")),
        ("AIM-2020", aim.get_absolute_url("vi")),
    ]


def test_evidence_in_the_lead_is_shown_and_leads_there(client):
    aim = make_named("AIM2020", "AIM 2020")
    article = make_article(lead_vi="Sapo nói AIM 2020.", body_vi="<p>Thân bài.</p>")
    make_link(article, aim, vi="Sapo nói AIM 2020.", en="")

    page = read(client, article, "vi")

    assert text_of(one(page, "//section[@class='pbox']//blockquote")) == "Sapo nói AIM 2020."
    place = one(page, "//p[@class='pbox__where']/a").get("href")
    assert text_of(one(page, f"//*[@id='{place[1:]}']")) == "Sapo nói AIM 2020."


def test_a_late_reader_is_told_that_a_plan_has_ended_and_what_followed(client):
    article, plan = make_pair()
    successor = make_plan(label="ADM 2025")
    make_plan(label="LEAK", state="draft").relations.create(kind="succeeds", other=plan)
    successor.relations.create(kind="succeeds", other=plan)

    told = [text_of(line) for line in read(client, article, "en").xpath("//*[@class='since']//li")]

    assert told == ["AIM 2020 was in force then; it ended in 2020. Followed by: ADM 2025"]


@pytest.mark.parametrize(
    ("first", "last", "dated", "told"),
    [
        (2016, 2020, "2015-11-27T10:00+07:00", "was not yet in force then; it ran from 2016 and ended in 2020."),
        (2021, None, "2020-10-01T10:00+07:00", "was not yet in force then; it has been since 2021."),
        (2016, 2020, "2024-01-01T10:00+07:00", "had already ended, in 2020."),
        (2021, None, "2024-01-01T10:00+07:00", None),
        (2016, 2020, "2199-01-01T10:00+07:00", None),
    ],
)
def test_what_is_told_of_a_plan_follows_the_date_of_the_article(first, last, dated, told, client):
    plan = make_plan(label="P", first_year=first, last_year=last)
    article = make_article(discussing=plan, dated_at=dated)

    lines = [text_of(line) for line in read(client, article, "en").xpath("//*[@class='since']//li")]

    assert lines == ([f"P {told}"] if told else [])


# --- Paragraphs ---------------------------------------------------------------


def test_each_paragraph_has_an_address_that_the_other_language_knows_too(client):
    article, _plan = make_pair()
    vi, en = read(client, article), read(client, article, "en")

    places = [link.get("href")[1:] for link in vi.xpath("//a[@class='place']")]

    assert len(places) == 3
    for place, words in zip(places, ["Beginning", NAMING_EN, "Last paragraph."], strict=True):
        assert text_of(one(en, f"//*[@id='{place}']/ancestor-or-self::*[self::p or self::h2]")) == words


def test_a_paragraph_keeps_its_address_when_others_are_edited(client):
    article, _plan = make_pair()
    before = {text_of(p): p.get("id") for p in read(client, article).xpath("//div[@class='prose']/p")}

    article.body_vi = article.body_vi.replace("<h2", "<p>Đoạn mới chen vào.</p><h2")
    article.save()

    after = {text_of(p): p.get("id") for p in read(client, article).xpath("//div[@class='prose']/p")}
    assert {text: after[text] for text in before} == before


# --- Both languages beside each other -----------------------------------------


def test_both_texts_stand_beside_each_other(client):
    article, _plan = make_pair()

    page = read(client, article, "vi", "?with=en")

    sides = page.xpath("//div[contains(@class, 'both__side')][not(contains(@class, 'head-text'))]")
    texts = [text_of(side) for side in sides]
    assert texts == ["Mở đầu", "Beginning", NAMING_VI, NAMING_EN, "Đoạn cuối.", "Last paragraph."]
    assert {side.get("lang") for side in sides[1::2]} == {"en"}
    assert canonical(page).endswith(article.get_absolute_url("vi"))
    assert one(page, "//header//a[@hreflang='en']/@href") == article.get_absolute_url("en") + "?with=vi"


@pytest.mark.parametrize("query", ["?with=vi", "?with=fr", "?with=", "?with=en&with=x"])
def test_a_language_that_is_none_changes_nothing(query, client):
    article, _plan = make_pair()

    assert read(client, article, "vi", query).xpath("//div[contains(@class, 'both__')]") == []


def test_a_translation_that_is_not_ready_is_not_shown_beside(client):
    article, _plan = make_pair()
    article.ready_en, article.body_en = False, "<p>LEAK</p>"
    article.save()

    page = read(client, article, "vi", "?with=en")

    assert "LEAK" not in html.tostring(page, encoding="unicode")
    assert page.xpath("//a[starts-with(@href, '?with')]") == []


# --- Citing and machines ------------------------------------------------------


@pytest.mark.parametrize(("form", "first"), [("bib", "@online{asean2019-"), ("ris", "TY  - NEWS\r\n")])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_citation_can_be_downloaded(form, first, language, client):
    article, _plan = make_pair(title_vi="Tiêu đề", title_en="A title")
    with translation.override(language):
        answer = client.get(f"{article.get_absolute_url()}cite.{form}")

    written = answer.content.decode()
    assert written.startswith(first)
    assert {"vi": "Tiêu đề", "en": "A title"}[language] in written
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def test_a_hidden_article_is_not_cited(client):
    article = make_article(state="draft")

    with translation.override("vi"):
        assert client.get(f"{article.get_absolute_url()}cite.bib").status_code == 404


def test_machines_read_what_readers_do(client):
    article, plan = make_pair(
        title_vi="Tiêu đề </script><b>",
        cover=make_picture(),
        publisher=Publisher.objects.create(key="b", title_vi="Báo"),
    )
    Byline.objects.create(article=article, author=Author.objects.create(key="an", title_vi="An"))
    article.topics.add(Topic.objects.create(key="so", title_vi="Số"))

    page = read(client, article)
    news, crumbs = [json.loads(data.text)["@graph"] for data in page.xpath("//script[@type='application/ld+json']")]
    assert news["headline"] == "Tiêu đề </script><b>"
    assert (news["@type"], news["inLanguage"], news["datePublished"]) == ("NewsArticle", "vi", "2019-03-29T15:05+07:00")
    assert [news["author"][0]["name"], news["publisher"]["name"], news["keywords"]] == ["An", "Báo", ["Số"]]
    assert [one["alternateName"] for one in news["about"]] == ["AIM 2020"]
    assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2]
    assert Picture.objects.count() == 1
    assert plan.code not in news["headline"]


@pytest.mark.parametrize(
    ("precision", "told"),
    [("year", "2019"), ("month", "2019-03"), ("day", "2019-03-29"), ("minute", "2019-03-29T15:05+07:00")],
)
def test_machines_are_told_no_finer_date_than_is_known(precision, told, client):
    article = make_article(dated_at="2019-03-29T15:05+07:00", dated_precision=precision)

    data = json.loads(read(client, article).xpath("//script[@type='application/ld+json']")[0].text)["@graph"]

    assert (data["datePublished"], data["dateModified"]) == (told, told)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_place_stands_twice_beside_its_translation(language, client):
    article, _plan = make_pair()

    ids = read(client, article, language, f"?with={'en' if language == 'vi' else 'vi'}").xpath("//@id")

    assert sorted(ids) == sorted(set(ids))
