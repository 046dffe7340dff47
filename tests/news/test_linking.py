"""Sentences that show links: proved, kept, lost, found again; and which links readers see."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from news.linking import placed, prove, sentences_of, settle
from news.linking.keeping import name_in
from news.mentions import Finder, NamedPlan
from news.mentions import Name as PlanName
from news.models import Article, Evidence, PlanLink
from plans.models import Name
from publishing import markup
from publishing.models import State
from tests.factories import make_article, make_link, make_plan

BODY = markup.clean("<p>Mở đầu. Bài bàn về AIM 2020 hôm nay.</p><p>Thân bài.</p><ul><li>Kết.</li></ul>")
SENTENCE = "Bài bàn về AIM 2020 hôm nay."
SHOWS = {"vi": SENTENCE, "en": ""}


def row(link: PlanLink) -> tuple:
    """The one sentence of a link as it is stored."""
    return link.evidence.values_list("state", "paragraph", "start", "end", "sentence").get()


def rewritten(article: Article, body: str) -> Article:
    """The article with another Vietnamese text, stored and settled."""
    article.body_vi = markup.clean(body, before=article.body_vi)
    article.save()
    settle(article)
    return article


# --- Pure ---------------------------------------------------------------------


def test_the_sentences_of_a_text_are_told_in_reading_order():
    assert sentences_of(markup.paragraphs(BODY)) == ["Mở đầu.", SENTENCE, "Thân bài.", "Kết."]


def test_no_text_has_no_sentences():
    assert sentences_of([]) == []


def test_a_sentence_is_placed_in_its_paragraph():
    first = markup.paragraphs(BODY)[0]

    place = placed(markup.paragraphs(BODY), SENTENCE)

    assert (place.paragraph, first.text[place.start : place.end], place.sentence) == (first.id, SENTENCE, SENTENCE)


def test_a_sentence_that_does_not_stand_in_a_text_has_no_place():
    assert placed(markup.paragraphs(BODY), "Bài bàn về AIM 2015 hôm nay.") is None


def test_a_sentence_broken_by_markup_is_placed_all_the_same():
    body = markup.clean("<p>Bài bàn về <strong>AIM\u00a02020</strong><br>hôm nay.</p>")

    assert placed(markup.paragraphs(body), SENTENCE).sentence == SENTENCE


def test_a_sentence_that_stands_twice_is_placed_in_the_first_or_in_the_one_near():
    body = markup.clean("<p>Nói lại.</p><p>Khác.</p><p>Nói lại.</p>")
    first, _other, last = markup.paragraphs(body)

    assert [
        placed(markup.paragraphs(body), "Nói lại.", near=near).paragraph for near in ("", last.id, "p-unknown")
    ] == [
        first.id,
        last.id,
        first.id,
    ]


@pytest.mark.parametrize(
    ("sentence", "names", "name"),
    [
        ("Bài bàn về AIM 2020.", ["AIM 2020", "AIM"], "AIM 2020"),
        ("Bài bàn về aim  2020.", ["AIM 2020"], "aim  2020"),
        ("Bài bàn về AIM 20201.", ["AIM 2020"], ""),
        ("Bài bàn về XAIM 2020.", ["AIM 2020"], ""),
        ("Bài bàn về (AIM 2020).", ["AIM 2020"], "AIM 2020"),
        ("Bài không nhắc.", ["AIM 2020"], ""),
        ("Bài không nhắc.", [], ""),
    ],
)
def test_the_longest_name_that_stands_in_a_sentence_is_found(sentence, names, name):
    given = tuple(PlanName("AIM2020", text) for text in names)

    assert name_in(sentence, Finder([NamedPlan("AIM2020", given)])) == name


# --- Proved -------------------------------------------------------------------


@pytest.mark.django_db
def test_a_chosen_sentence_is_kept_with_its_place_and_the_name_in_it():
    plan = make_plan()
    Name.objects.create(plan=plan, text="AIM 2020")
    link = PlanLink.objects.create(article=make_article(body_vi=BODY), plan=plan)

    missing = prove(link, {"vi": "Bài bàn về\nAIM 2020 hôm nay."})

    kept = link.evidence.get()
    paragraph = markup.paragraphs(link.article.body_vi)[0]
    assert missing == []
    assert (kept.language, kept.paragraph, kept.sentence, kept.name) == ("vi", paragraph.id, SENTENCE, "AIM 2020")
    assert paragraph.text[kept.start : kept.end] == SENTENCE
    assert (kept.origin, kept.state) == ("editor", "present")


@pytest.mark.django_db
def test_a_sentence_that_is_not_in_the_text_is_told_and_nothing_changes():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)

    missing = prove(link, {"vi": "Không có câu này.", "en": "No such sentence."})

    assert (missing, row(link)[4]) == (["vi", "en"], SENTENCE)


@pytest.mark.django_db
def test_a_sentence_of_one_language_is_not_sought_in_the_other():
    link = PlanLink.objects.create(article=make_article(body_vi=BODY), plan=make_plan())

    assert prove(link, {"en": SENTENCE}) == ["en"]


@pytest.mark.django_db
def test_a_newly_chosen_sentence_takes_the_place_of_the_old_one():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)

    prove(link, {"vi": "Thân bài."})

    assert row(link)[4] == "Thân bài."


@pytest.mark.django_db
def test_an_empty_choice_takes_a_sentence_away_in_that_language_alone():
    article = make_article()
    link = make_link(article, make_plan())

    prove(link, {"vi": " "})

    assert list(link.evidence.values_list("language", flat=True)) == ["en"]


@pytest.mark.django_db
def test_choosing_the_same_sentence_again_changes_nothing():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)
    before = row(link)

    prove(link, {"vi": SENTENCE})

    assert row(link) == before


@pytest.mark.django_db
def test_an_editor_may_take_away_what_was_found():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)
    Evidence.objects.create(link=link, language="vi", paragraph="p-abc123", sentence="Thân bài.", origin="found")

    prove(link, {"vi": ""})

    assert link.evidence.count() == 0


@pytest.mark.django_db
def test_a_sentence_both_found_and_chosen_is_kept_once():
    article = make_article(body_vi=BODY)
    link = make_link(article, make_plan(), **SHOWS)
    link.evidence.update(origin="found")

    prove(link, {"vi": SENTENCE})

    assert list(link.evidence.values_list("origin", "sentence")) == [("editor", SENTENCE)]


# --- Settled ------------------------------------------------------------------


@pytest.mark.django_db
def test_a_sentence_that_moved_inside_its_paragraph_is_found_again():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)
    state, paragraph, start, end, _sentence = row(link)

    rewritten(link.article, BODY.replace("Mở đầu.", "Một mở đầu dài hơn."))

    shift = len("Một mở đầu dài hơn.") - len("Mở đầu.")
    assert row(link) == (state, paragraph, start + shift, end + shift, SENTENCE)


@pytest.mark.django_db
def test_a_sentence_that_moved_to_another_paragraph_is_found_there():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)

    article = rewritten(link.article, BODY.replace(f" {SENTENCE}", "").replace("Thân bài.", f"Thân bài. {SENTENCE}"))

    here = markup.paragraphs(article.body_vi)[1]
    assert row(link) == ("present", here.id, 10, 10 + len(SENTENCE), SENTENCE)


@pytest.mark.django_db
def test_a_sentence_taken_out_is_marked_lost_and_present_when_it_comes_back():
    link = make_link(make_article(body_vi=BODY), make_plan(), **SHOWS)
    before = row(link)

    rewritten(link.article, BODY.replace(SENTENCE, "Câu khác."))
    lost = row(link)
    rewritten(link.article, BODY)

    assert lost == ("lost", *before[1:])
    assert row(link) == before


@pytest.mark.django_db
def test_settling_what_has_not_changed_writes_nothing(django_assert_num_queries):
    article = make_article(discussing=make_plan())

    with django_assert_num_queries(2):
        settle(article)


@pytest.mark.django_db
def test_a_sentence_is_sought_in_the_text_of_its_own_language():
    article = make_article(body_vi=BODY)
    link = make_link(article, make_plan(), **SHOWS)
    article.body_en = BODY

    rewritten(article, "<p>Bài mới.</p>")

    assert row(link)[0] == "lost"


# --- Shown --------------------------------------------------------------------


@pytest.mark.django_db
def test_a_link_is_shown_when_it_is_accepted_and_its_sentence_stands_in_the_text():
    link = make_link(make_article(), make_plan())

    assert list(PlanLink.objects.shown()) == [link]


def _without(**fields):
    return lambda: make_link(make_article(), make_plan(), **fields)


def _with_lost_sentences():
    link = make_link(make_article(), make_plan())
    link.evidence.update(state="lost")


def _between(article=None, plan=None):
    return lambda: make_link(make_article(**article or {}), make_plan(**plan or {}))


def _in_a_language_that_is_not_ready():
    make_link(make_article(ready_en=False), make_plan(), vi="", en=None)


def _noted_in_a_language_that_is_not_ready():
    make_link(make_article(ready_en=False), make_plan(), vi="", en="", note_en="A note.")


TOMORROW = {"published_at": timezone.now() + dt.timedelta(days=1)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        _without(decision="suggested"),
        _without(decision="rejected"),
        _without(vi="", en=""),
        _without(vi="", en="", note_vi="", note_en=" "),
        _with_lost_sentences,
        _in_a_language_that_is_not_ready,
        _noted_in_a_language_that_is_not_ready,
        *(_between(article={"state": state}) for state in State.values if state != "published"),
        *(_between(plan={"state": state}) for state in State.values if state != "published"),
        _between(article=TOMORROW),
        _between(plan=TOMORROW),
    ],
)
def test_a_link_is_hidden_without_acceptance_proof_or_two_public_ends(make):
    make()
    shown = make_link(make_article(), make_plan())

    assert list(PlanLink.objects.shown()) == [shown]


@pytest.mark.django_db
@pytest.mark.parametrize("note", ["note_vi", "note_en"])
def test_an_editors_note_stands_for_a_sentence(note):
    link = make_link(make_article(), make_plan(), vi="", en="", **{note: "Ghi chú."})

    assert list(PlanLink.objects.shown()) == [link]


@pytest.mark.django_db
def test_a_link_of_a_scheduled_article_is_shown_from_its_moment():
    link = make_link(make_article(**TOMORROW), make_plan())

    assert (list(PlanLink.objects.shown()), list(PlanLink.objects.shown(TOMORROW["published_at"]))) == ([], [link])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "ready", "chosen", "language"),
    [
        ("vi", ["vi", "en"], {}, "vi"),
        ("en", ["vi", "en"], {}, "en"),
        ("en", ["vi", "en"], {"en": ""}, "vi"),
        ("vi", ["vi", "en"], {"vi": ""}, "en"),
        ("en", ["vi"], {}, "vi"),
        ("vi", ["en"], {}, "en"),
    ],
)
def test_the_sentence_shown_is_in_a_ready_language_the_readers_own_first(page, ready, chosen, language):
    article = make_article(ready_vi="vi" in ready, ready_en="en" in ready)
    make_link(article, make_plan(), **chosen)
    (link,) = PlanLink.objects.shown().with_evidence()

    with translation.override(page):
        shown = link.evidence_shown
        foreign = shown.foreign

    assert (shown.language, foreign) == (language, language != page)


@pytest.mark.django_db
def test_no_sentence_is_shown_where_a_note_stands_for_it():
    make_link(make_article(), make_plan(), vi="", en="", note_vi="Ghi chú.")
    (link,) = PlanLink.objects.shown().with_evidence()

    assert (link.evidence_shown, link.shown.note) == (None, "Ghi chú.")


@pytest.mark.django_db
def test_a_lost_sentence_gives_way_to_the_one_that_still_stands():
    article = make_article(body_vi="<p>Câu một. Câu hai.</p>")
    link = make_link(article, make_plan(), vi="Câu hai.", en="")
    Evidence.objects.create(
        link=link, language="vi", start=0, end=9, sentence="Câu đã mất.", state="lost", origin="found"
    )

    (link,) = PlanLink.objects.shown().with_evidence()

    assert link.evidence_shown.sentence == "Câu hai."


# --- Asked --------------------------------------------------------------------


@pytest.mark.django_db
def test_articles_discussing_a_plan_are_those_whose_link_is_shown():
    plan, other = make_plan(), make_plan()
    article = make_article(discussing=plan)
    make_article(discussing=other)
    make_article(discussing=plan, state="draft")
    make_link(make_article(), plan, decision="suggested")
    make_link(make_article(), plan, vi="", en="")

    assert list(Article.objects.discussing(plan)) == [article]


@pytest.mark.django_db
def test_counts_by_plan_count_what_readers_see():
    plan, other, none = make_plan(), make_plan(), make_plan()
    for _number in range(2):
        make_article(discussing=plan)
    make_link(make_article(discussing=plan), other)
    make_article(discussing=plan, state="withdrawn")
    make_link(make_article(), none, decision="rejected")

    assert Article.objects.counted_by_plan([plan, other, none]) == {plan.pk: 3, other.pk: 1}


@pytest.mark.django_db
def test_a_link_with_two_sentences_is_counted_and_listed_once():
    plan = make_plan()
    article = make_article(body_vi="<p>Câu một. Câu hai.</p>", discussing=plan)
    Evidence.objects.create(
        link=article.plan_links.get(), language="vi", start=90, end=99, sentence="Câu hai.", origin="found"
    )

    assert Article.objects.counted_by_plan([plan]) == {plan.pk: 1}
    assert list(PlanLink.objects.shown()) == [article.plan_links.get()]


@pytest.mark.django_db
def test_links_about_a_plan_stand_by_the_date_of_their_articles():
    plan = make_plan()
    days = {year: dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2019, 2021, 2020)}
    articles = {year: make_article(discussing=plan, dated_at=day) for year, day in days.items()}

    assert [link.article for link in PlanLink.objects.about(plan)] == [articles[year] for year in (2021, 2020, 2019)]


# --- What the database refuses ------------------------------------------------


def refused(change) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


@pytest.mark.django_db
def test_an_article_links_a_plan_once():
    link = make_link(make_article(), make_plan())

    assert "news_planlink" in refused(
        lambda: PlanLink.objects.bulk_create([PlanLink(article=link.article, plan=link.plan)])
    )


@pytest.mark.django_db
def test_a_decision_is_one_of_three():
    make_link(make_article(), make_plan())

    assert "news_planlink_decision_is_known" in refused(lambda: PlanLink.objects.update(decision="maybe"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"start": 5, "end": 4}, "news_evidence_ends_after_it_begins"),
        ({"language": "fr"}, "news_evidence_language_is_known"),
        ({"language": ""}, "news_evidence_language_is_known"),
        ({"state": "unsure"}, "news_evidence_state_is_known"),
    ],
)
def test_evidence_stands_somewhere_in_a_language_of_the_site(fields, constraint):
    make_link(make_article(), make_plan(), en="")

    assert constraint in refused(lambda: Evidence.objects.update(**fields))


@pytest.mark.django_db
def test_a_place_proves_a_link_once():
    link = make_link(make_article(), make_plan(), en="")
    kept = link.evidence.get()

    said = refused(
        lambda: Evidence.objects.bulk_create(
            [
                Evidence(
                    link=link, language="vi", paragraph=kept.paragraph, start=kept.start, end=kept.end, sentence="Khác."
                )
            ]
        )
    )

    assert "news_evidence" in said


@pytest.mark.django_db
def test_evidence_goes_with_its_link_and_links_with_their_article():
    article = make_article(discussing=make_plan())

    article.delete()

    assert (PlanLink.objects.count(), Evidence.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_two_sentences_that_change_places_are_both_found_again():
    article = make_article(body_vi="<p>Câu một. Câu hai.</p>", ready_en=False)
    link = make_link(article, make_plan(), vi="Câu một.", en="")
    first = link.evidence.get()
    Evidence.objects.create(
        link=link, language="vi", paragraph=first.paragraph, start=9, end=17, sentence="Câu hai.", origin="editor"
    )
    article.body_vi = article.body_vi.replace("Câu một. Câu hai.", "Câu hai. Câu một.")

    settle(article)

    assert dict(Evidence.objects.values_list("sentence", "start")) == {"Câu hai.": 0, "Câu một.": 9}
