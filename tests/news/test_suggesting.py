"""What an editor is asked about links: plans that the texts name, and where the languages differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import linking
from news.linking.finding import mentioned
from news.linking.suggesting import written_in
from news.mentions import Finder, Name, NamedPlan
from news.models import Evidence, PlanLink
from plans import models as plans
from publishing import markup
from tests.desk.roles import make_account
from tests.factories import make_article, make_named

AIM, ADM = "AIM 2020", "ADM 2025"
FINDER = Finder(
    [
        NamedPlan("AIM2020", (Name("AIM2020", AIM, "", "abbreviation"),), 2016, 2020),
        NamedPlan(
            "ADM2025",
            (Name("ADM2025", ADM, "", "abbreviation"), Name("ADM2025", "Kế hoạch tổng thể số ASEAN 2025", "vi")),
            2021,
            2025,
        ),
    ]
)


def rich(*paragraphs):
    return markup.clean("".join(f"<p>{text}</p>" for text in paragraphs))


def asked(article):
    """What is suggested for an article, {plan code: {language: sentence}}."""
    decided = {link.plan.code for link in article.plan_links.select_related("plan")}
    found = linking.suggestions(linking.found_in(article, linking.finder()), decided)
    return {one.plan.code: {mention.language: mention.place.sentence for mention in one.sentences} for one in found}


# --- Found ----------------------------------------------------------------------


PIECES = st.lists(st.sampled_from([AIM, ADM, "Hội nghị bàn.", "  ", "Kế hoạch này", "(", ".", "Số."]), max_size=8)


@given(st.lists(PIECES.map(" ".join), max_size=5), st.text(max_size=30), st.text(max_size=30))
def test_every_mention_stands_where_it_is_said_to(texts, title, lead):
    paragraphs = linking.paragraphs_of(title, lead, rich(*texts))
    by_id = {one.id: one.text for one in paragraphs}

    for one in mentioned(paragraphs, "vi", FINDER):
        text = by_id[one.place.paragraph]
        assert text[one.start : one.end] == one.name
        assert text[one.place.start : one.place.end] == one.place.sentence
        assert one.place.start <= one.start <= one.end <= one.place.end


def test_a_reference_in_another_paragraph_is_understood_from_the_one_before():
    text = linking.paragraphs_of(None, None, rich(f"Các bộ trưởng thông qua {ADM}.", "Kế hoạch này có tám kết quả."))

    found = mentioned(text, "vi", FINDER)

    assert [(one.plan, one.kind) for one in found] == [("ADM2025", "name"), ("ADM2025", "reference")]


def test_title_and_lead_are_read_too_but_the_text_shows_better():
    text = linking.paragraphs_of(f"Về {AIM}", f"Sapo nói {AIM} và {ADM}.", rich(f"Thân bài nói {AIM}."))

    shown = linking.finding.best(mentioned(text, "vi", FINDER))

    assert shown["AIM2020"]["vi"].place.sentence == f"Thân bài nói {AIM}."
    assert (shown["ADM2025"]["vi"].place.paragraph, shown["ADM2025"]["vi"].place.sentence) == (
        linking.LEAD,
        f"Sapo nói {AIM} và {ADM}.",
    )


# --- Suggested ------------------------------------------------------------------


@pytest.mark.django_db
def test_what_the_texts_name_is_suggested_with_a_sentence_a_language():
    make_named("AIM2020", AIM, first_year=2016)
    article = make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich(f"First. It discusses {AIM}."))

    assert asked(article) == {"AIM2020": {"vi": f"Bài nói về {AIM}.", "en": f"It discusses {AIM}."}}


@pytest.mark.django_db
@pytest.mark.parametrize("decision", PlanLink.Decision.values)
def test_what_somebody_decided_is_not_suggested_again(decision):
    plan = make_named("AIM2020", AIM)
    article = make_article(body_vi=rich(f"Bài nói về {AIM}."))
    PlanLink.objects.create(article=article, plan=plan, decision=decision)

    assert asked(article) == {}


@pytest.mark.django_db
def test_a_plan_in_the_bin_is_not_suggested():
    make_named("AIM2020", AIM, state="binned")

    assert asked(make_article(body_vi=rich(f"Bài nói về {AIM}."))) == {}


@pytest.mark.django_db
def test_suggestions_cost_the_same_for_one_plan_and_for_many(django_assert_num_queries):
    names = [(f"XYZ{year}", f"XYZ {year}", year) for year in range(2001, 2021)]
    for code, name, year in names:
        make_named(code, name, first_year=year)
    article = make_article(body_vi=rich(*(f"Bài nói về {name}." for _code, name, _year in names)))

    with django_assert_num_queries(4):
        found = linking.suggestions(linking.found_in(article, linking.finder()), set())

    assert [one.plan.code for one in found] == [code for code, _name, _year in names]


@pytest.mark.django_db
def test_a_plan_that_one_language_names_and_the_other_does_not_is_told():
    make_named("AIM2020", AIM)
    make_named("ADM2025", ADM)
    article = make_article(body_vi=rich(f"Bài nói về {AIM} và {ADM}."), body_en=rich(f"It discusses {ADM}."))
    found = linking.found_in(article, linking.finder())

    told = linking.differences(found, written_in(article))

    assert [(one.plan.code, one.mention.language, one.mention.name, one.missing) for one in told] == [
        ("AIM2020", "vi", AIM, "en")
    ]
    assert linking.differences(found, ["vi"]) == []


# --- Decided --------------------------------------------------------------------


@pytest.fixture
def article():
    plan = make_named("AIM2020", AIM)
    plans.PlanPart.objects.create(
        plan=plan, number="2", level_vi="Định hướng chiến lược", title_vi="Phát triển hạ tầng số"
    )
    body = rich(f"Mở đầu. Định hướng chiến lược 2 của {AIM} là phát triển hạ tầng số.", "Thân bài.")
    return make_article(body_vi=body, body_en=rich("Other."))


@pytest.mark.django_db
def test_an_accepted_suggestion_is_a_link_with_sentence_and_part(article):
    suggestion, who = linking.suggestions(linking.found_in(article, linking.finder()), set())[0], make_account()

    link = linking.decide(article, suggestion, "accepted", who)

    row = Evidence.objects.get()
    assert (link.decision, link.decided_by, link.decided_at is not None) == ("accepted", who, True)
    assert (link.part.number, row.link, row.language, row.name) == ("2", link, "vi", AIM)
    assert (row.origin, row.state) == ("found", "present")
    assert markup.paragraphs(article.body_vi)[0].text[row.start : row.end] == row.sentence
    assert asked(article) == {}


@pytest.mark.django_db
def test_a_rejected_suggestion_is_remembered_without_a_sentence(article):
    suggestion = linking.suggestions(linking.found_in(article, linking.finder()), set())[0]

    linking.decide(article, suggestion, "rejected", None)

    assert (PlanLink.objects.get().decision, Evidence.objects.count(), asked(article)) == ("rejected", 0, {})


# --- Found again ----------------------------------------------------------------


def kept(origin, before, after):
    """What became of the sentence `before` in a text that says `after` now: (state, sentence, name)."""
    plan = make_named("AIM2020", AIM)
    article = make_article(body_vi=rich(before), body_en=rich("Other."))
    link = PlanLink.objects.create(article=article, plan=plan)
    assert linking.prove(link, {"vi": before}) == []
    link.evidence.update(origin=origin)
    article.body_vi = rich(*after)
    article.save()
    linking.settle(article)
    row = link.evidence.get()
    return row.state, row.sentence, row.name


CHANGED = f"Hội nghị tại Đà Nẵng đã thông qua {AIM} hôm nay."
FIRST = f"Hội nghị tại Đà Nẵng thông qua {AIM}."


@pytest.mark.django_db
@pytest.mark.parametrize("origin", Evidence.Origin.values)
def test_a_sentence_that_changed_gives_way_to_what_it_has_become(origin):
    after = [f"Một câu khác hẳn nhắc {AIM} ở đầu bài.", CHANGED]

    assert kept(origin, FIRST, after) == ("present", CHANGED, AIM)


@pytest.mark.django_db
def test_a_found_sentence_gives_way_to_any_that_names_the_plan():
    assert kept("found", FIRST, [f"Bài nói {AIM}."]) == ("present", f"Bài nói {AIM}.", AIM)


@pytest.mark.django_db
def test_an_editors_choice_is_not_replaced_by_a_sentence_of_another_kind():
    assert kept("editor", FIRST, [f"Bài nói {AIM}."]) == ("lost", FIRST, AIM)


@pytest.mark.django_db
@pytest.mark.parametrize("origin", Evidence.Origin.values)
def test_a_sentence_whose_plan_is_not_named_any_more_is_lost(origin):
    assert kept(origin, FIRST, ["Hội nghị tại Đà Nẵng thông qua kế hoạch."]) == ("lost", FIRST, AIM)
