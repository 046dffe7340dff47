"""A name tried on the archive: where it stands, whose it is already, and what is not read in vain."""

import re

import pytest
from django.urls import reverse

from benchmarks import mention_texts
from news import linking
from news.archive import trying
from news.mentions import Finder
from plans.models import Name
from publishing import markup
from publishing.roles import EDITOR
from publishing.text import folded
from tests.desk.roles import desk_of, make_account
from tests.desk.steps import texts
from tests.factories import make_article, make_plan
from tests.news.telling import EN, VI, make_named, sao_mai, telling

NAMES = [
    ("Sáng kiến Sao Mai 2031", "Các bộ trưởng bàn về Sáng kiến Sao Mai 2031."),
    ("Sáng kiến Sao Mai 2031", "SÁNG KIẾN SAO MAI 2031 được bàn."),
    ("ASEAN Digital Masterplan 2025", "Hội nghị rà soát Kế hoạch tổng thể số ASEAN 2025 tại Hà Nội."),
    ("Kế hoạch tổng thể số ASEAN 2025", "They reviewed the ASEAN Digital Master Plan 2025."),
    ("ASEAN Digital Masterplan 2025", "They reviewed the ASEAN Digital Mastreplan 2025."),
    ("ASEAN Digital Masterplan 2025", "Nội dung củaASEAN Digital Masterplan 2025."),
    ("ASEAN Smart Cities Network", "The ASEAN Smart City Network met."),
    ("Boracay Digital Declaration", "Tuyên bố số Boracay đã được thông qua, the Boracay Digital Declaration."),
    ("Kế hoạch tổng thể số ASEAN (ADM) 2025", "Kế hoạch tổng thể số ASEAN 2025 có tám kết quả."),
]


@pytest.mark.parametrize(("name", "text"), NAMES)
def test_what_the_finder_finds_is_never_missed_by_the_pieces(name, text):
    assert Finder.of_name(name, "P").mentions(text) != []
    assert holds(trying.pieces(name), text)


def test_the_pieces_of_every_name_stand_in_the_labelled_texts_that_say_it():
    labelled = [one for texts in mention_texts.labelled().values() for one in texts]
    names = {
        (plan.code, name.text) for plan in mention_texts.sample_plans() for name in plan.names if name.kind == "full"
    }

    missed = [
        (name, mention.text)
        for code, name in names
        for one in labelled
        if code in {mention.plan for mention in one.wanted}
        for mention in Finder.of_name(name, "P").mentions(one.text, one.dated)
        if says(name, mention) and not holds(trying.pieces(name), one.text)
    ]

    assert missed == []


def says(name, mention):
    """Whether a mention is the name with its year, as `stands` asks."""
    years = set(re.findall(r"20\d\d", name))
    return mention.kind == "name" and (not years or years & set(re.findall(r"20\d\d", mention.text)))


def holds(groups, text):
    return all(any(piece in folded(text) for piece in group) for group in groups)


def test_every_group_of_pieces_says_something():
    assert trying.pieces("AIM 2020") == [("aim",), ("2020",)]
    assert trying.pieces("Boracay (2023)") == [("bor", "aca")]
    assert trying.pieces("…") == []


@pytest.mark.django_db
def test_a_name_is_told_with_the_articles_in_which_it_stands_the_newest_first():
    plan = make_plan()
    older, newer = telling(), telling(en="Nothing said.")
    telling(vi="Sao Mai nói về sáng kiến năm 2031.", en="Nothing.")
    telling(state="draft", published_at=None)

    tried = trying.tried("Sáng kiến Sao Mai 2031", "full", plan)

    assert [one.article for one in tried.shown] == [newer, older]
    assert [one.place.sentence for one in tried.shown[1].found] == [VI]
    assert (tried.number, tried.is_whole, tried.shared) == (2, True, ())


@pytest.mark.django_db
def test_a_language_that_readers_do_not_have_is_not_told():
    telling(ready_vi=False)

    assert trying.tried("Sáng kiến Sao Mai 2031", "full").number == 0
    assert [one.place.sentence for one in trying.tried("Sao Mai Initiative 2031", "full").shown[0].found] == [EN]


@pytest.mark.django_db
def test_words_that_name_another_plan_already_are_told_and_so_are_names_that_two_would_share():
    theirs, mine = sao_mai(code="SAOMAI"), make_plan()
    telling()

    tried = trying.tried("sáng kiến Sao Mai 2031", "full", mine)

    assert tried.shown[0].others == ("SAOMAI",)
    assert tried.shared == ((theirs, "Sáng kiến Sao Mai 2031"),)
    assert trying.tried("Sáng kiến Sao Mai 2031", "full", theirs).shared == ()


@pytest.mark.django_db
def test_what_was_decided_about_the_plan_is_told():
    plan, article = sao_mai(), telling()
    found = linking.suggestions(linking.found_in(article, linking.finder()), set())
    link = linking.decide(article, found[0], "accepted", None)

    assert trying.tried("Sao Mai", "full", plan).shown[0].link == link


@pytest.mark.django_db
def test_a_year_in_a_name_is_asked_for():
    telling(vi="Bài nói về Sáng kiến Sao Mai mà không nói năm.", en="Năm 2031 thì sao.")

    assert trying.tried("Sáng kiến Sao Mai 2031", "full").number == 0
    assert trying.tried("Sáng kiến Sao Mai", "full").number == 1


@pytest.mark.django_db
def test_fifty_are_shown_and_all_are_counted():
    for number in range(52):
        make_article(body_vi=markup.clean(f"<p>Bài {number}: {VI}</p>"))

    tried = trying.tried("Sáng kiến Sao Mai 2031", "full")

    assert (tried.number, len(tried.shown)) == (52, 50)


@pytest.mark.django_db
def test_what_takes_too_long_is_told_to_be_a_part(monkeypatch):
    monkeypatch.setattr(trying, "PATIENCE", -1)
    telling()

    tried = trying.tried("Sáng kiến Sao Mai 2031", "full")

    assert (tried.read, tried.candidates, tried.is_whole) == (0, 1, False)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_trying_costs_as_many_queries_for_three_as_for_one(count, django_assert_num_queries):
    plan = make_plan()
    for _number in range(count):
        telling()
    linking.finder()

    with django_assert_num_queries(10):
        assert trying.tried("Sáng kiến Sao Mai 2031", "full", plan).number == count


# --- The page ---------------------------------------------------------------------------


@pytest.fixture
def desk():
    return desk_of(make_account(EDITOR))


def asked(desk, **query):
    return desk.get(reverse("admin:news_look_try"), query)


@pytest.mark.django_db
def test_the_page_shows_where_the_name_stands_and_marks_it(desk):
    article, other = telling(), sao_mai()
    plan = make_named("Tên có sẵn")

    page = asked(desk, name="Sáng kiến Sao Mai 2031", kind="full", plan=plan.pk)

    assert texts(page, "//section[@class='archive-article']/h2") == [str(article)]
    assert texts(page, "//section[@class='archive-article']//mark") == ["Sáng kiến Sao Mai 2031"]
    told = " ".join(texts(page, "//section[@class='desk-standing']/p"))
    assert told == (
        "“Sáng kiến Sao Mai 2031” stands in 1 published article. "
        f"“Sáng kiến Sao Mai 2031” is a name of another plan already: {other}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({}, []),
        ({"name": "…"}, ["Type a name with a letter or a digit."]),
        ({"name": ""}, ["This field is required."]),
        ({"name": "AIM", "plan": "nothing"}, ["This plan is not there any more."]),
    ],
)
def test_the_page_says_what_it_cannot_try(query, refused, desk):
    page = asked(desk, **query)

    assert (page.status_code, texts(page, "//ul[contains(@class, 'errorlist')]/li")) == (200, refused)
    assert texts(page, "//section[@class='desk-standing']") == []


@pytest.mark.django_db
def test_a_plan_chosen_before_stands_in_the_form(desk):
    plan = make_plan()
    Name.objects.create(plan=plan, text="Một tên")

    page = desk.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    address = f"{reverse('admin:news_look_try')}?plan={plan.pk}"

    assert f'href="{address}"' in page.content.decode()
    assert texts(desk.get(address), "//select[@name='plan']/option[@selected]") == [str(plan)]
