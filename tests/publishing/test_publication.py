"""From a draft to readers and back: publishing, corrections, schedules, withdrawing, the bin."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article, Author, Byline, Evidence, PlanLink, Source, Topic
from plans.models import Plan
from publishing import publication, versions, workflow
from publishing.middleware import Due
from publishing.models import (
    Address,
    Correction,
    Event,
    Open,
    PreviewLink,
    SearchRow,
    State,
    Unsaved,
    Version,
)
from publishing.querysets import items_showing
from publishing.rows import rolled_back, take
from tests.desk.roles import make_superuser, newest_row
from tests.desk.steps import page, texts
from tests.factories import make_article, make_link, make_picture, make_plan
from tests.forms import filled
from tests.pages.reading import doc, language_of, text_of
from tests.together import at_once

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
BOTH = ["vi", "en"]
both_rooms = pytest.mark.parametrize("make", [make_article, make_plan])
NOBODY_KNOWS = {"state": "draft", "published_at": None, "ready_vi": False, "ready_en": False}


@pytest.fixture
def lan():
    return make_superuser()


@pytest.fixture
def minh():
    return make_superuser()


@pytest.fixture(autouse=True)
def english():
    translation.activate("en")


@pytest.fixture
def clock(monkeypatch):
    """Sets the moment that it is."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def edited(item, author=None, rows=None, **columns) -> Version:
    """What saving the form makes of an item: some columns changed, and its rows by `rows(item)`."""
    with transaction.atomic():
        item = versions.hold(item)
        base = versions.newest(item)
        with rolled_back():
            versions.lay(base.content, item, trial=True)
            there = versions.fresh(item)
            for column, value in columns.items():
                setattr(there, column, value)
            # In a form, too, a text may be unfinished in a language that is public.
            there.state, there.ready_vi, there.ready_en = "draft", False, False
            there.save()
            if rows:
                rows(there)
            mine = take(there)
        return versions.keep(item, base, mine, author)[0]


def now_of(item):
    return versions.fresh(item)


def standing(item) -> tuple:
    """All that publishing could have changed: rows, columns, versions, events."""
    row = versions.fresh(item)
    columns = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
    return take(item), columns, Version.objects.of(item).count(), Event.objects.of(item).count()


def refused(step, *arguments, **named) -> str:
    """The sentence with which a step is refused."""
    with pytest.raises(ValidationError) as error:
        step(*arguments, **named)
    return " ".join(error.value.messages)


def seen(client, item, language="vi", url=None):
    """What a reader reads at the address of an item."""
    answer = client.get(url or item.get_absolute_url(language))
    return answer.status_code, text_of(doc(answer).xpath("//main")[0])


# --- Publishing -----------------------------------------------------------------


@both_rooms
def test_only_the_chosen_language_goes_out_and_the_other_one_later(make, lan, client):
    item = make(title_vi="Cũ", title_en="Old")
    edited(item, title_vi="Mới", title_en="New")

    publication.publish(item, ["vi"], lan)

    assert (now_of(item).title_vi, now_of(item).title_en) == ("Mới", "Old")
    assert "Mới" in seen(client, now_of(item))[1]
    assert "Old" in seen(client, now_of(item), "en")[1]
    assert (newest_row(item)["title_en"], versions.newest(item).live) == ("New", False)
    publication.publish(item, ["en"], lan)
    assert (now_of(item).title_vi, now_of(item).title_en) == ("Mới", "New")
    assert versions.newest(item).live


def test_what_has_no_language_goes_out_with_the_first_one(lan):
    plan = make_plan(first_year=2021, title_en="Old")
    edited(plan, first_year=2022, title_en="New")

    publication.publish(plan, ["vi"], lan)

    assert (now_of(plan).first_year, now_of(plan).title_en) == (2022, "Old")
    assert newest_row(plan)["first_year"] == 2022


def test_parts_of_a_plan_go_out_language_by_language(lan):
    plan = make_plan()
    plan.plan_parts.create(title_vi="Một", title_en="One", order=1)

    def rows(there):
        there.plan_parts.update(title_vi="Một, sửa", title_en="One, changed")
        there.plan_parts.create(title_vi="Hai", title_en="Two", order=2)

    edited(plan, rows=rows)
    publication.publish(plan, ["vi"], lan)
    first = list(plan.plan_parts.values_list("title_vi", "title_en"))
    publication.publish(plan, ["en"], lan)

    assert first == [("Một, sửa", "One"), ("Hai", None)]
    assert list(plan.plan_parts.values_list("title_vi", "title_en")) == [("Một, sửa", "One, changed"), ("Hai", "Two")]
    assert versions.newest(plan).live


def test_rows_of_an_article_go_out_with_the_first_language_and_notes_with_their_own(lan):
    plan, article = make_plan(), make_article()
    Source.objects.create(article=article, title="Đi", order=1)

    def rows(there):
        there.sources.all().delete()
        Source.objects.create(article=there, title="Đến", order=1)
        PlanLink.objects.create(article=there, plan=plan, note_vi="Ghi chú", note_en="Note")

    edited(article, rows=rows)
    publication.publish(article, ["en"], lan)

    assert [source.title for source in article.sources.all()] == ["Đến"]
    assert (article.plan_links.get().note_vi, article.plan_links.get().note_en) == (None, "Note")
    publication.publish(article, ["vi"], lan)
    assert (article.plan_links.get().note_vi, article.plan_links.get().note_en) == ("Ghi chú", "Note")


def test_evidence_of_a_text_that_goes_out_is_looked_for_again(lan):
    article, plan = make_article(body_vi="<p>Câu một. Câu hai.</p>"), make_plan()
    make_link(article, plan, vi="Câu hai.", en="")
    edited(article, body_vi="<p>Câu một.</p>")
    before = Evidence.objects.get().state

    publication.publish(article, ["vi"], lan)

    assert (before, Evidence.objects.get().state) == ("present", "lost")


@both_rooms
@pytest.mark.parametrize("live", [False, True])
def test_a_language_that_lacks_something_is_refused_and_nothing_changes(make, live, lan):
    column = {make_article: "body_en", make_plan: "summary_en"}[make]
    item = make(**{column: None, "ready_en": False} | ({} if live else NOBODY_KNOWS))
    edited(item, title_vi="Mới")
    before = standing(item)

    said = refused(publication.publish, item, BOTH, lan)

    assert "needed before the language can be ready" in said
    assert standing(item) == before


@both_rooms
def test_a_text_that_was_taken_away_is_refused_in_its_language_alone(make, lan):
    item = make(title_en="Old")
    edited(item, title_en=None, title_vi="Mới")
    before = standing(item)

    assert "needed before the language can be ready" in refused(publication.publish, item, ["en"], lan)
    assert standing(item) == before
    publication.publish(item, ["vi"], lan)
    assert (now_of(item).title_vi, now_of(item).title_en) == ("Mới", "Old")


@pytest.mark.parametrize("languages", [[], ["xx"], ["vi", "xx"], ["VI"], [""]])
def test_no_language_and_one_that_is_unknown_are_refused(languages, lan):
    article = make_article(**NOBODY_KNOWS)
    edited(article, title_vi="Mới")
    before = standing(article)

    assert refused(publication.publish, article, languages, lan) == "Choose at least one language to publish."
    assert standing(article) == before


def test_what_readers_do_not_have_goes_out_in_the_chosen_languages_alone(lan):
    article = make_article(published_at=timezone.now() + DAY)
    publication.publish(article, ["vi"], lan)

    assert (now_of(article).languages_ready, now_of(article).is_public()) == (["vi"], True)
    publication.publish(article, ["en"], lan)
    assert now_of(article).languages_ready == BOTH


@both_rooms
def test_publishing_a_draft_now_makes_it_public_now(make, lan, clock):
    item, moment = make(**NOBODY_KNOWS), timezone.now()
    clock(moment)

    version = publication.publish(item, ["vi"], lan)

    assert (now_of(item).published_at, now_of(item).languages_ready) == (moment, ["vi"])
    assert (version.kind, version.live, version.languages, version.author) == ("published", True, ["vi"], lan)
    event = Event.objects.of(item).get()
    assert (event.kind, event.version, event.languages, event.at) == ("published", version.number, ["vi"], None)


def test_what_lies_in_the_bin_is_not_published(lan):
    article = make_article(state="binned")

    assert "Take it out" in refused(publication.publish, article, BOTH, lan)
    assert now_of(article).state == State.BINNED


def test_publishing_ends_a_review_and_the_links_of_a_preview(lan):
    article = make_article(awaits_review=True)
    link = PreviewLink.objects.create(
        version=edited(article, title_vi="Mới"), language="vi", made_by=lan, expires_at=timezone.now() + DAY
    )

    publication.publish(article, ["vi"], lan)

    link.refresh_from_db()
    assert (now_of(article).awaits_review, link.revoked_at is None) == (False, False)


def test_what_is_left_behind_goes_on_waiting_for_its_review(lan):
    article = make_article()
    edited(article, title_vi="Mới", title_en="New")
    workflow.send_for_review(article, lan)

    publication.publish(article, ["vi"], lan)
    before = now_of(article).awaits_review
    publication.publish(article, ["en"], lan)

    assert (before, now_of(article).awaits_review) == (True, False)


def test_a_newer_version_goes_on_waiting_for_its_review_when_an_older_one_goes_out(waiting, lan):
    article, moment = waiting
    edited(article, title_vi="Mới hơn")
    workflow.send_for_review(article, lan)

    assert publication.go_out(moment) == 1

    assert (now_of(article).title_vi, newest_row(article)["title_vi"]) == ("Mới", "Mới hơn")
    assert now_of(article).awaits_review


# --- What is gone ---------------------------------------------------------------


@pytest.fixture
def author():
    return Author.objects.create(key="a", title_vi="A")


def with_byline(author):
    return lambda there: Byline.objects.create(article=there, author=author)


def test_what_a_version_names_and_nobody_has_any_more_is_told_and_does_not_stay_for_ever(lan, author):
    article, topic = make_article(), Topic.objects.create(key="t", title_vi="T")

    def rows(there):
        with_byline(author)(there)
        there.topics.add(topic)

    edited(article, rows=rows, title_vi="Mới")
    author.delete()
    topic.delete()

    published = publication.publish(article, ["vi"], lan)

    assert sorted(published.lost) == ["news.article.topics", "news.byline.author"]
    assert (now_of(article).title_vi, versions.newest(article).live) == ("Mới", True)


def test_what_is_left_behind_names_nothing_that_is_gone(lan, author):
    article = make_article()
    edited(article, rows=with_byline(author), title_vi="Mới", title_en="New")
    author.delete()

    publication.publish(article, ["vi"], lan)

    left = versions.newest(article)
    assert (left.kind, newest_row(article)["title_en"]) == ("left", "New")
    assert not any(name.startswith("news.byline/") for name in left.content)
    publication.publish(article, ["en"], lan)
    assert versions.newest(article).live


def test_who_scheduled_reads_what_was_left_out(lan, author):
    article, moment = make_article(), timezone.now() + HOUR
    edited(article, rows=with_byline(author), title_vi="Mới")
    publication.publish(article, ["vi"], lan, at=moment)
    author.delete()

    assert publication.go_out(moment) == 1

    event = Event.objects.of(article).first()
    assert (event.kind, event.text) == ("published", "Đã bỏ vì bị xoá trong lúc đó: tác giả.")


def test_a_version_made_before_a_column_was_there_goes_out(lan):
    article = make_article()
    version = edited(article, title_vi="Mới")
    for one in Version.objects.of(article):
        del one.content[f"news.article/{article.pk}"]["dated_precision"]
        one.save()

    publication.publish(article, ["vi"], lan, seen=version.number)

    assert (now_of(article).title_vi, versions.newest(article).live) == ("Mới", True)


@pytest.mark.parametrize("when", ["newest", "waiting"])
@pytest.mark.parametrize("place", ["cover", "text"])
def test_a_picture_that_may_go_out_yet_is_shown_by_its_article(when, place, lan):
    article, picture = make_article(), make_picture()
    shown = (
        {"cover": picture}
        if place == "cover"
        else {"body_vi": f'<figure data-picture="{picture.pk}"></figure><p>Hết.</p>'}
    )
    edited(article, **shown)
    if when == "waiting":
        publication.publish(article, ["vi"], lan, at=timezone.now() + HOUR)
        edited(article, cover=None, body_vi="<p>Hết.</p>")

    assert items_showing(picture) == [article]
    assert items_showing(make_picture()) == []


def test_a_picture_that_only_the_history_knows_is_shown_by_nothing(lan):
    article, picture = make_article(), make_picture()
    edited(article, cover=picture)
    edited(article, cover=None)

    assert items_showing(picture) == []


# --- Corrections ----------------------------------------------------------------


def test_a_note_for_readers_is_kept_with_its_moment_and_sets_updated(lan, clock):
    article, moment = make_article(), timezone.now()
    clock(moment)
    edited(article, title_vi="Đúng")

    publication.publish(article, ["vi"], lan, correction={"vi": "Sửa tựa.", "en": ""})

    told = Correction.objects.of(article).get()
    assert (told.note_vi, told.note_en, told.made_at) == ("Sửa tựa.", None, moment)
    assert now_of(article).updated_at == moment


@pytest.mark.parametrize("correction", [None, {}, {"vi": "", "en": ""}, {"vi": "  "}, {"xx": "?"}])
def test_without_a_note_nothing_is_told_to_readers(correction, lan):
    article = make_article()
    edited(article, title_vi="Đúng")

    publication.publish(article, ["vi"], lan, correction=correction)

    assert (Correction.objects.count(), now_of(article).updated_at) == (0, None)


def test_what_readers_never_saw_is_not_corrected(lan):
    article = make_article(**NOBODY_KNOWS)

    publication.publish(article, ["vi"], lan, correction={"vi": "Sửa."})

    assert (Correction.objects.count(), now_of(article).updated_at) == (0, None)


def test_a_note_that_could_not_wait_for_a_schedule_is_not_lost_silently(lan):
    article = make_article()
    edited(article, title_vi="Đúng")
    before = standing(article)

    said = refused(
        publication.publish, article, ["vi"], lan, at=timezone.now() + HOUR, correction={"vi": "Sửa.", "en": None}
    )

    assert "note for readers" in said
    assert standing(article) == before


# --- A first publication at a time ----------------------------------------------


@both_rooms
def test_a_draft_goes_out_at_its_moment_with_nobody_doing_anything(make, lan, clock, client):
    item, moment = make(**NOBODY_KNOWS, title_vi="Hẹn giờ"), timezone.now() + HOUR
    publication.publish(item, ["vi"], lan, at=moment)
    item = now_of(item)

    before = client.get(item.get_absolute_url("vi")).status_code
    clock(moment)

    assert (before, item.is_scheduled, Event.objects.of(item).get().kind) == (404, False, "scheduled")
    assert seen(client, item)[0] == 200
    assert "Hẹn giờ" in seen(client, item)[1]


def test_a_scheduled_draft_is_edited_apart_and_what_is_not_published_again_stays_behind(lan, clock, client):
    article, moment = make_article(**NOBODY_KNOWS, title_vi="Cũ"), timezone.now() + HOUR
    publication.publish(article, ["vi"], lan, at=moment)
    edited(article, title_vi="Chưa duyệt")

    clock(moment)

    assert "Cũ" in seen(client, now_of(article))[1]
    assert newest_row(article)["title_vi"] == "Chưa duyệt"


def test_a_scheduled_draft_that_is_edited_and_published_again_keeps_or_changes_its_moment(lan):
    article, moment = make_article(**NOBODY_KNOWS, title_vi="Cũ"), timezone.now() + HOUR
    publication.publish(article, ["vi"], lan, at=moment)
    edited(article, title_vi="Mới")

    publication.publish(article, ["vi"], lan, at=moment + HOUR)

    assert (now_of(article).title_vi, now_of(article).published_at) == ("Mới", moment + HOUR)
    publication.publish(article, ["vi"], lan)
    assert now_of(article).is_public()


def test_a_scheduled_draft_that_is_unscheduled_is_a_draft_again_with_its_edits(lan):
    article = make_article(**NOBODY_KNOWS)
    publication.publish(article, BOTH, lan, at=timezone.now() + HOUR)
    edited(article, title_vi="Mới")

    publication.unschedule(article, lan)

    assert (now_of(article).state, now_of(article).published_at) == ("draft", None)
    assert newest_row(article)["title_vi"] == "Mới"
    publication.publish(article, ["vi"], lan)
    assert now_of(article).title_vi == "Mới"


def test_unscheduling_where_nothing_is_scheduled_says_and_changes_nothing(lan):
    article = make_article()
    edited(article, title_vi="Mới")
    before = standing(article)

    publication.unschedule(article, lan)

    assert standing(article) == before


# --- Changes at a time ----------------------------------------------------------


@pytest.fixture
def waiting(lan):
    """A live article whose new Vietnamese title goes out in an hour: (article, moment)."""
    article, moment = make_article(title_vi="Cũ", title_en="Old"), timezone.now() + HOUR
    edited(article, lan, title_vi="Mới", title_en="New")
    publication.publish(article, ["vi"], lan, at=moment)
    return article, moment


@pytest.mark.parametrize("language", ["vi", "en"])
def test_readers_have_the_old_text_until_the_minute_and_the_new_one_in_the_first_request_after(
    language, waiting, clock, client
):
    article, moment = waiting
    clock(moment - dt.timedelta(seconds=1))
    before = seen(client, article)[1]
    clock(moment)
    # Whichever public page is asked for first.
    client.get(f"/{language}/")

    assert ("Cũ" in before, "Mới" in before) == (True, False)
    assert (now_of(article).title_vi, now_of(article).title_en) == ("Mới", "Old")
    assert "Mới" in seen(client, article)[1]


def test_the_page_itself_has_the_new_text_in_the_first_request_after_the_minute(waiting, clock, client):
    article, moment = waiting
    clock(moment)

    assert "Mới" in seen(client, article)[1]


def test_the_desk_puts_out_what_is_due_too(waiting, clock, lan):
    article, moment = waiting
    desk = Client()
    clock(moment)
    desk.force_login(lan)

    answer = desk.get(page(article))

    assert now_of(article).title_vi == "Mới"
    assert any("not published" in text or "unpublished" in text for text in texts(answer, "//main"))


def test_what_is_due_is_asked_for_with_one_question(waiting, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert publication.go_out() == 0


def test_the_language_that_was_not_scheduled_stays_behind(waiting, lan):
    article, moment = waiting

    assert publication.go_out(moment) == 1
    assert (newest_row(article)["title_en"], versions.newest(article).live) == ("New", False)
    publication.publish(article, ["en"], lan)
    assert (now_of(article).title_vi, now_of(article).title_en) == ("Mới", "New")


def test_an_edit_made_after_scheduling_does_not_go_out_with_it(waiting):
    article, moment = waiting
    edited(article, title_vi="Mới hơn", kicker_vi="Chưa ai xem")

    publication.go_out(moment)

    assert (now_of(article).title_vi, now_of(article).kicker_vi) == ("Mới", None)
    assert (newest_row(article)["title_vi"], newest_row(article)["kicker_vi"]) == ("Mới hơn", "Chưa ai xem")
    assert not versions.newest(article).live


def test_publishing_by_hand_cancels_what_waits(waiting, lan):
    article, moment = waiting
    edited(article, title_vi="Bằng tay")

    publication.publish(article, ["vi"], lan)

    assert (publication.go_out(moment), now_of(article).title_vi) == (0, "Bằng tay")


def test_there_is_one_schedule_at_a_time(waiting, lan):
    article, moment = waiting
    edited(article, title_vi="Mới hơn")

    publication.publish(article, ["vi"], lan, at=moment + HOUR)

    assert publication.go_out(moment) == 0
    assert publication.go_out(moment + HOUR) == 1
    assert now_of(article).title_vi == "Mới hơn"


def test_a_schedule_that_is_cancelled_leaves_the_working_version(waiting, lan):
    article, moment = waiting

    publication.unschedule(article, lan)

    assert (publication.go_out(moment), now_of(article).title_vi) == (0, "Cũ")
    assert (newest_row(article)["title_vi"], now_of(article).is_public()) == ("Mới", True)


def test_nothing_to_schedule_is_refused(lan):
    article = make_article()

    said = refused(publication.publish, article, BOTH, lan, at=timezone.now() + HOUR)

    assert said == "There are no unpublished changes that could be scheduled."


def test_a_language_more_of_a_live_page_can_be_scheduled_without_an_edit(lan):
    article, moment = make_article(ready_en=False), timezone.now() + HOUR

    publication.publish(article, ["en"], lan, at=moment)
    before = now_of(article).languages_ready
    publication.go_out(moment)

    assert (before, now_of(article).languages_ready) == (["vi"], BOTH)


def test_changes_that_are_not_fit_for_readers_are_not_scheduled(lan):
    article = make_article()
    edited(article, title_en=None)
    before = standing(article)

    assert "needed before" in refused(publication.publish, article, BOTH, lan, at=timezone.now() + HOUR)
    assert standing(article) == before


def test_what_a_script_changed_since_survives_unless_the_version_changed_the_same(waiting):
    article, moment = waiting
    Article.objects.filter(pk=article.pk).update(title_vi="Của máy", kicker_vi="Của máy")

    assert publication.go_out(moment) == 1

    assert (now_of(article).title_vi, now_of(article).kicker_vi) == ("Mới", "Của máy")


def test_rows_that_a_script_added_since_survive(lan):
    article, moment = make_article(), timezone.now() + HOUR
    edited(article, rows=lambda there: Source.objects.create(article=there, title="Của bản nháp"))
    publication.publish(article, ["vi"], lan, at=moment)
    Source.objects.create(article=article, title="Của máy")

    publication.go_out(moment)

    assert {source.title for source in article.sources.all()} == {"Của bản nháp", "Của máy"}
    assert versions.newest(article).live


def test_a_version_whose_address_was_taken_loses_its_schedule_and_no_reader_notices(lan, minh, clock, client, commit):
    article, moment = make_article(slug_vi="cu", title_vi="Cũ"), timezone.now() + HOUR
    edited(article, lan, slug_vi="moi", title_vi="Mới")
    publication.publish(article, ["vi"], lan, at=moment)
    make_article(slug_vi="moi")
    Event.objects.create(room=article.room(), item=article.pk, kind="comment", author=minh, text="?")
    clock(moment)

    with commit():
        status, text = seen(client, article)

    assert (status, "Cũ" in text, newest_row(article)["title_vi"]) == (200, True, "Mới")
    event = Event.objects.of(article).first()
    assert (event.kind, event.author, "“moi”" in event.text) == ("unscheduled", None, True)
    # Who scheduled it is told as well: nobody did this.
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([lan.email, minh.email])
    assert all("“moi”" in letter.body and letter.subject.startswith("No longer scheduled") for letter in mail.outbox)
    assert publication.go_out() == 0


def broken(article):
    """Let a version that waits say something that no column can hold."""
    version = Version.objects.waiting(article).get()
    version.content[f"news.article/{article.pk}"]["dated_at"] = {}
    version.save()


def test_a_version_in_which_something_is_wrong_loses_its_schedule_and_takes_nothing_with_it(
    waiting, lan, clock, client, caplog
):
    article, moment = waiting
    other = make_article()
    edited(other, lan, title_vi="Cũng đến giờ")
    publication.publish(other, ["vi"], lan, at=moment)
    broken(article)
    clock(moment)

    status, text = seen(client, other)

    assert (status, "Cũng đến giờ" in text, now_of(article).title_vi) == (200, True, "Cũ")
    event = Event.objects.of(article).first()
    assert (event.kind, event.author, bool(event.text)) == ("unscheduled", None, True)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [TypeError]
    caplog.clear()
    assert (seen(client, article)[0], caplog.records) == (200, [])


def test_what_can_not_be_told_costs_its_schedule_all_the_same(waiting, clock, client, caplog):
    article, moment = waiting
    Version.objects.waiting(article).update(room="news.letter")
    clock(moment)

    assert [client.get("/vi/").status_code, client.get("/vi/").status_code] == [200, 200]
    # Once that it can't go out, once that nobody can be told.
    assert [record.exc_info[0] for record in caplog.records] == [LookupError] * 2


def test_a_page_is_answered_also_when_nobody_can_say_what_is_due(rf, caplog):
    with rolled_back():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {Version._meta.db_table} RENAME TO elsewhere")
        answer = Due(lambda request: HttpResponse("page"))(rf.get("/vi/"))

    assert (answer.content, len(caplog.records)) == (b"page", 1)


def test_two_sentences_that_change_places_go_out_at_their_time(lan, clock, client):
    article, moment = make_article(body_vi="<p>Câu số một. Câu số hai.</p>"), timezone.now() + HOUR
    link = make_link(article, make_plan(), vi="Câu số một.", en="")
    second = {"sentence": "Câu số hai.", "paragraph": link.evidence.get().paragraph, "start": 12, "end": 23}
    Evidence.objects.create(link=link, language="vi", origin="found", **second)
    edited_body = article.body_vi.replace("Câu số một. Câu số hai.", "Câu số hai. Câu số một.")
    content = take(article)
    with transaction.atomic():
        article = versions.hold(article)
        content[f"news.article/{article.pk}"]["body_vi"] = edited_body
        version = versions.record(article, content, "saved", lan)
    version.goes_out_at, version.languages = moment, ["vi"]
    version.save()
    clock(moment)

    assert seen(client, article)[0] == 200
    assert now_of(article).body_vi == edited_body
    assert dict(link.evidence.values_list("sentence", "start")) == {"Câu số hai.": 0, "Câu số một.": 12}


def test_who_scheduled_is_told_when_it_is_out(waiting, lan, commit):
    article, moment = waiting
    mail.outbox.clear()

    with commit():
        publication.go_out(moment)

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([lan.email], "Published: “Old”")]
    event = Event.objects.of(article).first()
    assert (event.kind, event.author, event.languages) == ("published", None, ["vi"])


def test_a_schedule_of_an_item_that_a_script_deleted_is_forgotten(waiting, django_assert_num_queries):
    article, moment = waiting
    Article.objects.filter(pk=article.pk).delete()

    assert publication.go_out(moment) == 0
    with django_assert_num_queries(1):
        publication.go_out(moment)


# --- Withdrawing ----------------------------------------------------------------


@both_rooms
def test_a_page_that_is_withdrawn_now_is_gone_now_and_keeps_its_text(make, lan, client):
    item = make(title_vi="Bí mật")
    edited(item, title_vi="Bí mật hơn")
    url = item.get_absolute_url("vi")

    publication.withdraw(item, lan)

    status, text = seen(client, item, url=url)
    assert (status, "Bí mật" in text) == (410, False)
    assert (now_of(item).state, newest_row(item)["title_vi"]) == ("withdrawn", "Bí mật hơn")
    assert list(type(item).objects.published()) == []


@both_rooms
def test_a_page_that_is_withdrawn_at_a_time_is_public_until_then(make, lan, clock, client):
    item, moment = make(), timezone.now() + HOUR

    publication.withdraw(item, lan, at=moment)

    clock(moment - dt.timedelta(seconds=1))
    before = seen(client, item)[0]
    clock(moment)
    assert (before, seen(client, item)[0]) == (200, 410)
    assert Event.objects.of(item).get().at == moment


@both_rooms
def test_whether_an_item_is_public_is_answered_alike_by_the_database_and_by_the_item(make):
    item, noon = make(), dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    moments = st.one_of(st.none(), st.integers(-3, 3))

    @given(st.sampled_from(State.values), moments, moments, st.sets(st.sampled_from(BOTH)), st.integers(-3, 3))
    def alike(state, public_from, public_until, ready, asked):
        if state == State.PUBLISHED and (public_from is None or not ready):
            return  # the database refuses it
        moment = {None: None} | {step: noon + step * HOUR for step in range(-3, 4)}
        type(item).objects.filter(pk=item.pk).update(
            state=state,
            published_at=moment[public_from],
            withdraw_at=moment[public_until],
            ready_vi="vi" in ready,
            ready_en="en" in ready,
        )
        public = type(item).objects.published(moment[asked]).contains(item)
        assert public == versions.fresh(item).is_public(moment[asked])

    alike()


def test_one_language_is_withdrawn_alone_and_the_other_one_is_shown_for_it(lan, client):
    article = make_article(title_vi="Tựa Việt", title_en="English title")

    publication.withdraw(article, lan, languages=["en"])

    article = now_of(article)
    assert (article.languages_ready, article.is_public()) == (["vi"], True)
    assert ("Tựa Việt" in seen(client, article, "en")[1], "English title" in seen(client, article, "en")[1]) == (
        True,
        False,
    )
    assert Event.objects.of(article).get().languages == ["en"]


def test_the_last_language_takes_the_whole_page_with_it(lan):
    article = make_article(ready_en=False)

    publication.withdraw(article, lan, languages=["vi"])

    assert now_of(article).state == State.WITHDRAWN


def test_withdrawing_a_language_twice_takes_nothing_more_with_it(lan):
    article = make_article()
    publication.withdraw(article, lan, languages=["en"])

    assert (
        refused(publication.withdraw, article, lan, languages=["en"]) == "Readers do not have this language any more."
    )
    assert (now_of(article).languages_ready, now_of(article).is_public()) == (["vi"], True)


def test_a_single_language_is_not_withdrawn_at_a_time(lan):
    article = make_article()
    before = standing(article)

    said = refused(publication.withdraw, article, lan, languages=["en"], at=timezone.now() + HOUR)

    assert "at once" in said
    assert standing(article)[1] == before[1]


@pytest.mark.parametrize(
    ("reasons", "page_language", "language"),
    [
        ({"vi": "Sai số liệu.", "en": "Wrong figures."}, "vi", "vi"),
        ({"vi": "Sai số liệu.", "en": "Wrong figures."}, "en", "en"),
        ({"vi": "Sai số liệu.", "en": ""}, "en", "vi"),
        ({"en": "Wrong figures."}, "vi", "en"),
    ],
)
def test_readers_are_told_the_reason_in_their_language_or_honestly_in_another(
    reasons, page_language, language, lan, client
):
    article = make_article()
    urls = {code: article.get_absolute_url(code) for code in BOTH}

    publication.withdraw(article, lan, reasons=reasons)

    answer = client.get(urls[page_language])
    (said,) = [line for line in doc(answer).xpath("//main//p") if text_of(line) == reasons[language]]
    assert (answer.status_code, language_of(said)) == (410, language)


def test_without_a_reason_none_is_told(lan, client):
    article = make_article()
    publication.withdraw(article, lan, reasons={"vi": "", "en": " "})

    assert now_of(article).reason() is None


@both_rooms
def test_readers_are_led_to_what_replaces_a_page_as_long_as_that_is_public(make, lan, client):
    old, new = make(), make()
    url = old.get_absolute_url("en")

    publication.withdraw(old, lan, replaced_by=new)

    answer = client.get(url)
    assert (answer.status_code, answer.headers["Location"]) == (301, new.get_absolute_url("en"))
    publication.withdraw(new, lan)
    assert client.get(url).status_code == 410


@pytest.mark.parametrize("length", [1, 2, 3])
def test_pages_that_would_lead_to_each_other_are_refused(length, lan):
    chain = [make_article() for _number in range(length)]
    for one, following in pairwise(chain):
        publication.withdraw(one, lan, replaced_by=following)
    before = standing(chain[-1])

    assert "circle" in refused(publication.withdraw, chain[-1], lan, replaced_by=now_of(chain[0]))
    assert standing(chain[-1])[1] == before[1]


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "binned"])
def test_only_what_is_published_is_withdrawn(state, lan):
    article = make_article(state=state)

    assert refused(publication.withdraw, article, lan) == "Only what is published can be withdrawn."


def test_what_is_withdrawn_before_its_moment_never_was(lan, clock, client):
    article, moment = make_article(**NOBODY_KNOWS), timezone.now() + HOUR
    publication.publish(article, BOTH, lan, at=moment)

    publication.withdraw(article, lan)

    clock(moment + DAY)
    assert (now_of(article).state, now_of(article).published_at) == ("draft", None)
    assert client.get(now_of(article).get_absolute_url("vi")).status_code == 404


def test_a_page_is_not_withdrawn_before_it_is_public(lan):
    article, moment = make_article(**NOBODY_KNOWS), timezone.now() + HOUR
    publication.publish(article, BOTH, lan, at=moment)

    assert "before it is public" in refused(publication.withdraw, article, lan, at=moment)
    publication.withdraw(article, lan, at=moment + HOUR)
    assert [now_of(article).is_public(moment + step * HOUR / 2) for step in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_moment_of_withdrawing_that_comes_before_a_new_moment_of_publishing_is_forgotten(lan):
    article, moment = make_article(**NOBODY_KNOWS), timezone.now() + HOUR
    publication.publish(article, BOTH, lan, at=moment)
    publication.withdraw(article, lan, at=moment + HOUR)

    publication.publish(article, BOTH, lan, at=moment + 2 * HOUR)

    assert now_of(article).is_public(moment + 2 * HOUR)


def test_publishing_again_keeps_the_first_moment_and_forgets_the_reason(lan, client):
    article = make_article()
    first = article.published_at
    publication.withdraw(article, lan, reasons={"vi": "Lỗi."}, replaced_by=make_article())

    publication.publish(article, ["vi"], lan)

    article = now_of(article)
    assert (article.published_at, article.is_public(), article.languages_ready) == (first, True, ["vi"])
    assert (article.reason(), article.replaced_by) == (None, None)


def test_a_withdrawn_page_that_will_be_published_again_stays_withdrawn_until_then(lan, clock, client):
    article, moment = make_article(title_vi="Cũ"), timezone.now() + HOUR
    first, url = article.published_at, article.get_absolute_url("vi")
    publication.withdraw(article, lan)
    edited(article, title_vi="Đã duyệt")
    publication.publish(article, ["vi"], lan, at=moment)
    edited(article, title_vi="Chưa duyệt")

    before = seen(client, article, url=url)[0]
    clock(moment)
    status, text = seen(client, article, url=url)

    assert (before, status, "Đã duyệt" in text) == (410, 200, True)
    assert (now_of(article).published_at, newest_row(article)["title_vi"]) == (first, "Chưa duyệt")


def test_a_withdrawn_page_that_was_scheduled_and_unscheduled_stays_withdrawn(lan):
    article = make_article()
    first = article.published_at
    publication.withdraw(article, lan)
    publication.publish(article, ["vi"], lan, at=timezone.now() + HOUR)

    publication.unschedule(article, lan)

    assert (now_of(article).state, now_of(article).published_at) == ("withdrawn", first)


def test_a_planned_withdrawal_can_be_cancelled_but_not_one_whose_time_has_come(lan, clock):
    kept, gone, moment = make_article(), make_article(), timezone.now() + HOUR
    for article in (kept, gone):
        publication.withdraw(article, lan, at=moment)

    publication.unschedule(kept, lan)
    clock(moment)
    publication.unschedule(gone, lan)

    assert (now_of(kept).is_public(), now_of(gone).is_public()) == (True, False)


def test_changes_that_wait_do_not_bring_back_a_page_that_was_withdrawn_before(waiting, lan, clock, client):
    article, moment = waiting
    publication.withdraw(article, lan, at=moment - HOUR / 2)

    clock(moment)

    assert seen(client, article)[0] == 410
    assert Event.objects.of(article).first().kind == "unscheduled"
    assert newest_row(article)["title_vi"] == "Mới"


def test_withdrawing_now_cancels_what_waits(waiting, lan):
    article, moment = waiting

    publication.withdraw(article, lan)

    assert (publication.go_out(moment), now_of(article).state) == (0, State.WITHDRAWN)


# --- The bin --------------------------------------------------------------------


@both_rooms
@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 410), (NOBODY_KNOWS, 404), ({"state": "withdrawn"}, 410), ({"published_at": "later"}, 404)],
)
def test_the_bin_answers_410_for_what_was_public_and_404_for_what_never_was(make, fields, status, clock, client):
    moment = timezone.now() + HOUR
    item = make(**fields | ({"published_at": moment} if "later" in fields.values() else {}))

    publication.put_into_bin(item, make_superuser())

    before = client.get(item.get_absolute_url("vi")).status_code
    clock(moment + HOUR)
    assert [before, client.get(item.get_absolute_url("vi")).status_code] == [status, status]


def test_an_article_comes_out_of_the_bin_whole(lan):
    article = make_article(discussing=make_plan())
    Source.objects.create(article=article, title="Nguồn")
    edited(article, lan, title_vi="Chưa đăng")
    kept = list(Version.objects.of(article).values_list("content", flat=True))

    publication.put_into_bin(article, lan)
    publication.put_into_bin(article, lan)
    publication.take_out_of_bin(article, lan)
    publication.take_out_of_bin(article, lan)

    # What was written last is in the rows, what readers saw in the history.
    assert take(article) == kept[0]
    assert list(Version.objects.of(article).values_list("content", flat=True)) == [kept[0], *kept]
    assert (now_of(article).state, now_of(article).binned_at) == ("withdrawn", None)
    assert newest_row(article)["title_vi"] == "Chưa đăng"
    assert [event.kind for event in Event.objects.of(article)] == ["unbinned", "binned"]
    publication.publish(article, ["vi"], lan)
    assert now_of(article).title_vi == "Chưa đăng"
    assert Evidence.objects.filter(link__article=article, state="present").count() == 2


@pytest.mark.parametrize("fields", [NOBODY_KNOWS, NOBODY_KNOWS | {"state": "in_review"}])
def test_what_no_reader_knew_comes_out_of_the_bin_as_a_draft(fields, lan):
    plan = make_plan(**fields)
    publication.put_into_bin(plan, lan)

    publication.take_out_of_bin(plan, lan)

    assert (now_of(plan).state, now_of(plan).was_public) == ("draft", False)


def test_what_waits_is_cancelled_by_the_bin(waiting, lan):
    article, moment = waiting

    publication.put_into_bin(article, lan)

    assert (publication.go_out(moment), now_of(article).state) == (0, State.BINNED)


def test_the_bin_is_emptied_of_what_has_lain_there_for_thirty_days(lan):
    old, new, out = (make_article() for _number in range(3))
    for article in (old, new, out):
        publication.put_into_bin(article, lan)
    publication.take_out_of_bin(out, lan)
    Article.objects.filter(pk=new.pk).update(binned_at=timezone.now() + DAY)

    assert publication.empty_bin(Article, timezone.now() + 30 * DAY - HOUR) == 0
    assert publication.empty_bin(Article, timezone.now() + 30 * DAY + HOUR) == 1
    assert set(Article.objects.all()) == {new, out}


@both_rooms
def test_nothing_is_left_of_what_is_deleted_for_good(make, lan):
    item, other = make(), make()
    version = edited(item, lan, title_vi="Mới")
    edited(other, lan, title_vi="Khác")
    about = {"room": item.room(), "item": item.pk}
    PreviewLink.objects.create(version=version, language="vi", made_by=lan, expires_at=timezone.now() + DAY)
    Unsaved.objects.create(account=lan, token="1", typed={}, **about)
    Open.objects.create(account=lan, **about)
    publication.publish(item, ["vi"], lan, correction={"vi": "Sửa."})
    publication.put_into_bin(item, lan)

    publication.empty_bin(type(item), timezone.now() + 31 * DAY)

    tables = (Version, Event, Correction, Unsaved, Open, Address, SearchRow)
    assert {table.__name__: table.objects.filter(item=item.pk).count() for table in tables} == {
        table.__name__: 0 for table in tables
    }
    assert PreviewLink.objects.count() == 0
    assert list(type(item).objects.all()) == [other]
    assert (Version.objects.of(other).count(), Address.objects.of(other).count()) == (2, 2)


def test_a_plan_that_is_deleted_for_good_leaves_the_articles_that_discuss_it_whole(lan, client):
    plan, moment = make_plan(), timezone.now() + HOUR
    drafted, live, scheduled = make_article(state="draft"), make_article(discussing=plan), make_article()
    make_link(drafted, plan)
    for article in (drafted, live):
        edited(article, lan, title_vi="Sửa")
    edited(
        scheduled, rows=lambda there: PlanLink.objects.create(article=there, plan=plan, note_vi="Ghi"), title_vi="Sửa"
    )
    publication.publish(scheduled, BOTH, lan, at=moment)

    publication.delete_for_good(plan)

    for article in (drafted, live):
        assert seen(client, live)[0] == 200
        edited(article, lan, kicker_vi="Sửa nữa")
        publication.publish(article, ["vi"], lan)
        assert (now_of(article).title_vi, now_of(article).kicker_vi) == ("Sửa", "Sửa nữa")
    assert publication.go_out(moment) == 1
    assert (now_of(scheduled).title_vi, PlanLink.objects.count()) == ("Sửa", 0)
    assert Plan.objects.count() == 0


# --- Rows of what no reader sees ------------------------------------------------


taken_back = pytest.mark.parametrize(
    ("step", "state", "published_at"),
    [
        (publication.unschedule, "draft", HOUR),
        (publication.withdraw, "draft", HOUR),
        (publication.withdraw, "withdrawn", -HOUR),
        (publication.put_into_bin, "binned", -HOUR),
    ],
)


@both_rooms
@taken_back
def test_rows_follow_what_was_written_last_once_no_reader_sees_them(make, step, state, published_at, minh):
    item = make(published_at=timezone.now() + published_at, title_vi="Cũ")
    edited(item, minh, title_vi="Mới", title_en=None)

    step(item, make_superuser())

    newest = versions.newest(item)
    assert (now_of(item).state, now_of(item).title_vi, now_of(item).ready_en) == (state, "Mới", False)
    assert (newest.live, newest.author, newest.content) == (True, minh, take(item))
    assert "Cũ" in [version.content[f"{item.room()}/{item.pk}"]["title_vi"] for version in Version.objects.of(item)]


@taken_back
def test_rows_that_can_not_follow_stay_and_the_step_is_done(step, state, published_at, lan):
    plan = make_plan(published_at=timezone.now() + published_at, code="OLD")
    edited(plan, code="NEW", title_vi="Mới")
    make_plan(code="NEW")

    step(plan, lan)

    assert (now_of(plan).state, now_of(plan).code) == (state, "OLD")
    assert (newest_row(plan)["code"], versions.newest(plan).live) == ("NEW", False)


def test_a_page_whose_time_was_over_follows_when_it_is_scheduled_again(lan, clock):
    article, over = make_article(title_vi="Cũ"), timezone.now() + HOUR
    edited(article, title_vi="Mới")
    publication.withdraw(article, lan, at=over)
    clock(over)

    publication.publish(article, BOTH, lan, at=over + HOUR)

    assert (now_of(article).state, now_of(article).title_vi) == ("withdrawn", "Mới")
    assert publication.go_out(over + HOUR) == 1
    assert (now_of(article).is_public(), now_of(article).title_vi, versions.newest(article).live) == (True, "Mới", True)


# --- What follows ---------------------------------------------------------------


def test_what_is_rolled_back_is_told_to_nobody(lan, minh, commit):
    article = make_article(created_by=minh)
    edited(article, title_vi="Mới")

    with commit():
        with rolled_back():
            publication.publish(article, ["vi"], lan)
        with rolled_back():
            publication.withdraw(article, lan)
        with rolled_back():
            publication.put_into_bin(article, lan)
        with pytest.raises(ValidationError):
            publication.publish(article, [], lan)

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        (lambda item, who: publication.publish(item, ["vi"], who), "Published"),
        (lambda item, who: publication.publish(item, ["vi"], who, at=timezone.now() + HOUR), "Scheduled"),
        (publication.withdraw, "Withdrawn"),
        (publication.put_into_bin, "In the bin"),
    ],
)
def test_whom_it_concerns_is_told_what_changed_for_readers(step, subject, lan, minh, commit):
    article = make_article(created_by=minh, title_en="Title")
    edited(article, title_vi="Mới")

    with commit():
        step(article, lan)

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([minh.email], f"{subject}: “Title”")]


@pytest.mark.django_db(transaction=True)
def test_a_mishap_with_the_mail_takes_nothing_back(lan, minh, settings, caplog):
    article = make_article(created_by=minh)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": []}]

    publication.publish(article, ["vi"], lan)

    assert now_of(article).is_public()
    assert any("mail/event.txt" in str(record.exc_info) for record in caplog.records)


@both_rooms
def test_what_a_script_changed_is_published_with_the_rest(make, lan):
    item = make(title_vi="Cũ")
    edited(item, title_vi="Mới")
    type(item).objects.filter(pk=item.pk).update(title_en="By a script")

    publication.publish(item, BOTH, lan)

    assert (now_of(item).title_vi, now_of(item).title_en) == ("Mới", "By a script")
    kinds = [version.kind for version in Version.objects.of(item)]
    assert (kinds[0], "outside" in kinds) == ("published", True)


def test_what_a_script_changed_in_the_same_field_stands_and_waits_to_be_settled(lan):
    article = make_article(title_vi="Cũ")
    edited(article, lan, title_vi="Của Lan")
    Article.objects.filter(pk=article.pk).update(title_vi="Của máy")

    publication.publish(article, ["vi"], lan)

    assert now_of(article).title_vi == "Của máy"
    assert Version.objects.unsettled(article).get().content[f"news.article/{article.pk}"]["title_vi"] == "Của Lan"


# --- At the desk ----------------------------------------------------------------


def test_the_desk_schedules_and_cancels(lan):
    article, desk = make_article(title_vi="Cũ"), Client()
    desk.force_login(lan)
    edited(article, lan, title_vi="Mới")
    later = timezone.localtime() + DAY
    form = filled(desk.get(page(article, "publish")).content)

    answer = desk.post(
        page(article, "publish"), form | {"when": "later", "at_0": f"{later:%d/%m/%Y}", "at_1": f"{later:%H:%M:%S}"}
    )

    assert (answer.status_code, Version.objects.waiting(article).count(), now_of(article).title_vi) == (302, 1, "Cũ")
    desk.post(page(article, "unschedule"))
    assert Version.objects.waiting(article).count() == 0


def test_the_desk_says_what_was_left_out(lan, author):
    article, desk = make_article(), Client()
    desk.force_login(lan)
    edited(article, lan, rows=with_byline(author))
    author.delete()

    answer = desk.post(page(article, "publish"), filled(desk.get(page(article, "publish")).content), follow=True)

    said = texts(answer, "//ul[contains(@class,'messagelist')]/li")
    assert said == ["Left out, since it was deleted meanwhile: author.", "Published: readers see it now."]
    assert texts(desk.get("/admin/news/article/"), "//td[contains(@class,'told_state')]") == ["Published"]


def test_the_desk_withdraws_and_publishes_again(lan, client):
    article, desk = make_article(), Client()
    desk.force_login(lan)
    url = article.get_absolute_url("vi")

    desk.post(page(article, "withdraw"), filled(desk.get(page(article, "withdraw")).content, reason_vi="Sai."))
    gone = seen(client, article, url=url)
    desk.post(page(article, "publish"), filled(desk.get(page(article, "publish")).content))

    assert (gone[0], "Sai." in gone[1], seen(client, article, url=url)[0]) == (410, True, 200)


def test_the_desk_says_why_a_step_is_refused(lan):
    article, desk = make_article(), Client()
    desk.force_login(lan)
    later = timezone.localtime() + DAY
    moment = {"when": "later", "at_0": f"{later:%d/%m/%Y}", "at_1": f"{later:%H:%M:%S}"}
    form = filled(desk.get(page(article, "withdraw")).content, what="en")

    answer = desk.post(page(article, "withdraw"), form | moment)

    assert answer.status_code == 200
    assert any("at once" in text for text in texts(answer, "//ul[contains(@class,'errorlist')]/li"))


# --- Two at once ----------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_minute_put_a_version_out_once(waiting):
    article, moment = waiting

    answers = at_once(*[lambda: publication.go_out(moment)] * 4)

    assert sorted(answers) == [0, 0, 0, 1]
    assert now_of(article).title_vi == "Mới"
    kinds = list(Version.objects.of(article).values_list("kind", flat=True))
    assert (kinds.count("published"), kinds.count("left")) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_version_that_goes_out_while_it_is_published_by_hand_is_out_once(waiting, lan):
    article, moment = waiting

    at_once(lambda: publication.go_out(moment), lambda: publication.publish(now_of(article), BOTH, lan))

    assert (now_of(article).title_vi, now_of(article).title_en) == ("Mới", "New")
    assert (versions.newest(article).live, Version.objects.waiting(article).count()) == (True, 0)
