"""Looking through the archive: which links articles gain or lose by names, accepted, refused and undone."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news import linking
from news.archive import deciding, work
from news.models import Article, Evidence, LinkChange, Look, PlanLink
from plans.models import Name
from publishing import markup, versions
from publishing.models import State, Version
from publishing.rows import take
from tests.desk.roles import changed, desk_of, make_superuser, newest_row, recorded
from tests.desk.steps import opened, save
from tests.factories import make_link
from tests.news.telling import EN, VI, make_named, sao_mai, telling

pytestmark = pytest.mark.django_db


def looked(*plans, by=None):
    """A finished look for the plans."""
    look = work.begin(plans, by)
    look.refresh_from_db()
    assert look.state == "done"
    return look


def told(look):
    """What a look found: {(article, plan, kind)}."""
    return {(row.article, row.plan, row.kind) for row in look.changes.all()}


def shown(article):
    """The plans that readers see linked to an article."""
    return {link.plan for link in PlanLink.objects.shown().select_related("plan") if link.article_id == article.pk}


def found_link(article, plan):
    """A link that rests on what was found alone, as a decision about a suggestion leaves it."""
    found = linking.suggestions(linking.found_in(article, linking.finder()), set())
    one = next(one for one in found if one.plan == plan)
    return linking.decide(article, one, "accepted", None)


@pytest.fixture
def lan():
    return make_superuser(first_name="Lan")


# --- What is found ----------------------------------------------------------------


def test_a_name_gains_the_published_articles_that_say_it_with_their_sentences():
    plan = sao_mai()
    article = telling()
    telling(vi="Không nói gì.", en="Nothing said.")
    telling(state="draft", published_at=None)

    look = looked(plan)

    assert told(look) == {(article, plan, "gain")}
    change = look.changes.get()
    assert [(one["language"], one["sentence"], one["name"]) for one in change.sentences] == [
        ("vi", VI, "Sáng kiến Sao Mai 2031"),
        ("en", EN, "Sao Mai Initiative 2031"),
    ]
    assert (change.decision, look.done, look.total) == ("open", 2, 2)


def test_a_sentence_in_a_language_that_readers_do_not_have_gains_nothing():
    telling(vi="Không nói gì.", ready_en=False)

    assert told(looked(sao_mai())) == set()


def test_what_somebody_decided_either_way_is_not_asked_again():
    plan = sao_mai()
    found_link(telling(), plan)
    PlanLink.objects.create(article=telling(), plan=plan, decision="rejected")

    assert told(looked(plan)) == set()


def test_another_plan_gains_nothing_unless_it_was_asked_about():
    plan, other = sao_mai(), make_named("Chương trình Hoàng Hôn 2032")
    article = telling(en="Chương trình Hoàng Hôn 2032 is told of.")

    assert told(looked(plan)) == {(article, plan, "gain")}
    assert told(looked()) == {(article, plan, "gain"), (article, other, "gain")}


def test_a_name_that_is_taken_away_loses_the_links_that_rest_on_it_alone():
    plan = sao_mai()
    articles = [telling() for _number in range(5)]
    links = [found_link(article, plan) for article in articles[:3]]
    links[1].note_vi = "Biên tập viên biết."
    links[1].save()
    links[2].evidence.update(origin=Evidence.Origin.EDITOR)
    make_link(articles[3], plan, vi="Đoạn cuối.", en="")
    plan.names.all().delete()

    look = looked(plan)

    assert told(look) == {(articles[0], plan, "loss")}
    assert [one["sentence"] for one in look.changes.get().sentences] == [VI, EN]


def test_a_name_that_is_given_to_another_plan_is_a_gain_there_and_a_loss_here():
    plan, other = sao_mai(), make_named("Tên riêng của kế hoạch kia")
    article = telling()
    found_link(article, plan)
    plan.names.update(plan=other)

    assert told(looked(other)) == {(article, plan, "loss"), (article, other, "gain")}


def test_a_link_whose_plan_is_named_elsewhere_in_the_article_is_not_lost():
    plan = sao_mai()
    article = telling()
    found_link(article, plan)
    plan.names.get(text="Sáng kiến Sao Mai 2031").delete()

    assert told(looked(plan)) == set()


def test_links_of_a_plan_in_the_bin_are_not_lost():
    plan = sao_mai()
    found_link(telling(), plan)
    type(plan).objects.update(state=State.BINNED, binned_at=timezone.now())

    assert told(looked()) == set()


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pieces_of_any_size_find_the_same(size, monkeypatch):
    monkeypatch.setattr(work, "LOOKED_AT", size)
    plan = sao_mai()
    articles = {telling() for _number in range(6)}

    look = looked(plan)

    assert told(look) == {(article, plan, "gain") for article in articles}
    assert (look.done, look.total) == (6, 6)


# --- Accepting and refusing ---------------------------------------------------------


def test_an_accepted_gain_is_a_link_that_readers_see_in_the_name_of_the_editor(client, lan):
    plan = sao_mai()
    article = telling()
    change = looked(plan).changes.get()
    assert shown(article) == set()

    assert deciding.accept(change.pk, lan) == "accepted"

    assert shown(article) == {plan}
    link = article.plan_links.get()
    assert (link.decision, link.decided_by) == ("accepted", lan)
    assert set(link.evidence.values_list("language", "sentence", "origin")) == {
        ("vi", VI, "found"),
        ("en", EN, "found"),
    }
    for page in (article.get_absolute_url(), plan.get_absolute_url()):
        assert "<mark>Sáng kiến Sao Mai 2031</mark>" in client.get(page).content.decode()
    newest = versions.newest(article)
    assert (newest.author, newest.live, newest.kind) == (lan, True, "saved")
    assert newest.content == take(article)


def test_an_accepted_loss_takes_the_link_off_the_page_and_leaves_the_pair_undecided(client, lan):
    plan = sao_mai()
    article = telling()
    found_link(article, plan)
    plan.names.all().delete()
    change = looked(plan).changes.get()

    assert deciding.accept(change.pk, lan) == "accepted"

    assert (shown(article), article.plan_links.count()) == (set(), 0)
    assert plan.shown.title not in client.get(article.get_absolute_url()).content.decode()
    Name.objects.create(plan=plan, text="Sáng kiến Sao Mai 2031")
    assert told(looked(plan)) == {(article, plan, "gain")}


def test_a_refused_gain_is_a_rejected_pair_and_not_asked_again(lan):
    plan = sao_mai()
    article = telling()

    assert deciding.refuse(looked(plan).changes.get().pk, lan) == "refused"

    link = article.plan_links.get()
    assert (link.decision, link.decided_by, link.evidence.count()) == ("rejected", lan, 0)
    assert told(looked(plan)) == set()


def test_a_refused_loss_stays_on_the_page_and_is_not_asked_again(lan):
    plan = sao_mai()
    article = telling()
    found_link(article, plan)
    plan.names.all().delete()

    assert deciding.refuse(looked(plan).changes.get().pk, lan) == "refused"

    assert shown(article) == {plan}
    assert told(looked(plan)) == set()


@pytest.mark.parametrize(("first", "second"), [(deciding.accept, deciding.refuse), (deciding.refuse, deciding.accept)])
def test_a_decision_is_taken_once(first, second, lan):
    telling()
    change = looked(sao_mai()).changes.get()
    decided = first(change.pk, lan)
    before = list(PlanLink.objects.values())

    assert second(change.pk, lan) == decided

    assert list(PlanLink.objects.values()) == before


def rewrite(article, plan):
    Article.objects.update(body_vi="<p>Khác hẳn.</p>", body_en="<p>All new.</p>")


def decide_at_the_form(article, plan):
    PlanLink.objects.create(article=article, plan=plan, decision="rejected")


def withdraw(article, plan):
    Article.objects.update(state=State.WITHDRAWN)


def take_the_names_away(article, plan):
    plan.names.all().delete()


@pytest.mark.parametrize("meanwhile", [rewrite, decide_at_the_form, withdraw, take_the_names_away])
def test_what_is_no_longer_so_changes_nothing(meanwhile, lan):
    plan = sao_mai()
    article = telling()
    change = looked(plan).changes.get()
    meanwhile(article, plan)
    before = list(PlanLink.objects.values())

    assert deciding.accept(change.pk, lan) == "gone"

    assert list(PlanLink.objects.values()) == before


def test_unpublished_changes_of_an_article_take_the_link_over(lan):
    plan = sao_mai()
    article = recorded(telling())
    changed(article, lan, title_vi="Tiêu đề chưa đăng")
    change = looked(plan).changes.get()

    assert deciding.accept(change.pk, lan) == "accepted"

    newest = versions.newest(article)
    assert (newest.live, newest_row(article)["title_vi"]) == (False, "Tiêu đề chưa đăng")
    assert deciding.pair_in(newest.content, plan.pk) == deciding.pair_in(take(article), plan.pk) != {}
    assert not Version.objects.unsettled(article).exists()


def test_a_pair_that_is_decided_in_unpublished_changes_is_left_to_them(lan):
    plan = sao_mai()
    article = recorded(telling())
    changed_in_the_form(article, plan)
    change = looked(plan).changes.get()

    assert deciding.accept(change.pk, lan) == "gone"

    assert article.plan_links.count() == 0
    assert not Version.objects.unsettled(article).exists()


def changed_in_the_form(article, plan):
    """Unpublished changes in which somebody rejected the plan."""
    desk = desk_of(make_superuser())
    row = {"plan": str(plan.pk), "decision": "rejected", "part": "", "sentence_vi": "", "sentence_en": ""}
    added = {f"plan_links-0-{name}": value for name, value in (row | {"note_vi": "", "note_en": ""}).items()}
    answer = save(desk, article, opened(desk, article) | {"plan_links-TOTAL_FORMS": "1"} | added)
    assert answer.status_code == 302
    assert not versions.newest(article).live


# --- Undone ---------------------------------------------------------------------------


def test_one_undo_brings_back_what_was_accepted(lan):
    plan, other = sao_mai(), make_named("Tên riêng của kế hoạch kia")
    article, untouched = telling(), telling()
    found_link(article, plan)
    before = take(article)
    plan.names.update(plan=other)
    look = looked(other)
    assert work.accept_all(look, lan)
    assert (shown(article), shown(untouched)) == ({other}, {other})

    assert work.undo_all(look, lan)

    look.refresh_from_db()
    assert (look.state, look.undone_by, LinkChange.objects.of(look).counted()) == ("done", lan, {"open": 3})
    assert (take(article), shown(article), shown(untouched)) == (before, {plan}, set())
    assert versions.newest(article).content == before


def test_undoing_leaves_what_somebody_changed_since_and_tells_it(lan):
    plan = sao_mai()
    noted, other, gone = telling(), telling(), telling()
    look = looked(plan)
    work.accept_all(look, lan)
    PlanLink.objects.filter(article=noted).update(note_vi="Giữ lại.")
    PlanLink.objects.filter(article=gone).delete()
    Article.objects.filter(pk=other.pk).update(title_vi="Tiêu đề khác")

    work.undo_all(look, lan)

    assert LinkChange.objects.of(look).counted() == {"left": 2, "open": 1}
    assert [shown(article) for article in (noted, other, gone)] == [{plan}, set(), set()]
    other.refresh_from_db()
    assert other.title_vi == "Tiêu đề khác"


def test_a_translation_that_is_written_later_does_not_keep_a_link_from_being_undone(lan):
    plan, article = sao_mai(), telling(en="Nothing is named.")
    look = looked(plan)
    work.accept_all(look, lan)
    assert set(Evidence.objects.values_list("language", flat=True)) == {"vi"}
    article.refresh_from_db()
    article.body_en = markup.clean(f"<p>{EN}</p>")
    article.save()
    article.settle()
    assert set(Evidence.objects.values_list("language", flat=True)) == {"vi", "en"}

    work.undo_all(look, lan)

    assert (LinkChange.objects.of(look).counted(), shown(article)) == ({"open": 1}, set())


def test_undoing_leaves_a_link_that_is_changed_in_unpublished_changes(lan):
    plan = sao_mai()
    article = telling()
    look = looked(plan)
    work.accept_all(look, lan)
    desk = desk_of(make_superuser())
    save(desk, article, opened(desk, article) | {"plan_links-0-note_vi": "Ghi chú mới."})
    assert not versions.newest(article).live

    work.undo_all(look, lan)

    assert (LinkChange.objects.of(look).counted(), shown(article)) == ({"left": 1}, {plan})
    assert not Version.objects.unsettled(article).exists()


def test_a_sentence_that_was_rewritten_meanwhile_does_not_keep_a_link_from_being_undone(lan):
    plan = sao_mai()
    article = telling()
    look = looked(plan)
    work.accept_all(look, lan)
    article.body_vi = markup.clean("<p>Nay bài nói về Sáng kiến Sao Mai 2031 khác đi.</p>", before=article.body_vi)
    article.save()
    linking.settle(article)

    work.undo_all(look, lan)

    assert (LinkChange.objects.of(look).counted(), shown(article)) == ({"open": 1}, set())


def test_what_was_refused_stays_refused_when_the_rest_is_undone(lan):
    plan = sao_mai()
    articles = [telling(), telling()]
    look = looked(plan)
    first, second = look.changes.all()
    deciding.refuse(first.pk, lan)
    deciding.accept(second.pk, lan)

    work.undo_all(look, lan)

    assert LinkChange.objects.of(look).counted() == {"refused": 1, "open": 1}
    assert sorted(PlanLink.objects.values_list("decision", flat=True)) == ["rejected"]
    assert [shown(article) for article in articles] == [set(), set()]


def test_accepted_undone_and_accepted_again_is_as_accepted_once(lan):
    plan = sao_mai()
    article = telling()
    look = looked(plan)

    for step in (work.accept_all, work.undo_all, work.accept_all):
        assert step(look, lan)

    assert (shown(article), article.plan_links.count()) == ({plan}, 1)


# --- The queue ------------------------------------------------------------------------


@pytest.fixture
def waiting(monkeypatch):
    """Tasks that wait until they are called: [(task, arguments)]."""
    queue = []
    for name in ("look_on", "decide_on"):
        job = getattr(work, name)
        monkeypatch.setattr(type(job), "enqueue", lambda self, *given: queue.append((self, given)))
    return queue


def carry_out(queue):
    job, given = queue.pop(0)
    return job.func(*given)


def test_each_piece_says_how_far_it_is_and_queues_the_next(waiting, monkeypatch):
    monkeypatch.setattr(work, "LOOKED_AT", 2)
    plan = sao_mai()
    for _number in range(5):
        telling()
    look = work.begin([plan], None)

    seen = []
    while waiting:
        carry_out(waiting)
        look.refresh_from_db()
        seen.append((look.state, look.done, look.total))

    assert seen == [("looking", 2, 5), ("looking", 4, 5), ("done", 5, 5)]


def test_a_piece_that_comes_twice_counts_once(waiting, monkeypatch):
    monkeypatch.setattr(work, "LOOKED_AT", 2)
    plan = sao_mai()
    for _number in range(3):
        telling()
    look = work.begin([plan], None)
    waiting.append(waiting[0])

    while waiting:
        carry_out(waiting)

    assert look.changes.count() == 3


def test_a_cancelled_look_stops_and_keeps_what_it_found(waiting, monkeypatch):
    monkeypatch.setattr(work, "LOOKED_AT", 2)
    plan = sao_mai()
    for _number in range(5):
        telling()
    look = work.begin([plan], None)
    carry_out(waiting)

    assert work.cancel(look)
    assert not work.cancel(look)
    carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, look.changes.count(), waiting) == ("cancelled", 2, [])


def test_accepting_stops_where_it_is_cancelled_and_can_be_undone(waiting, monkeypatch, lan):
    monkeypatch.setattr(work, "DECIDED", 2)
    plan = sao_mai()
    for _number in range(5):
        telling()
    look = work.begin([plan], None)
    carry_out(waiting)
    assert work.accept_all(look, lan)
    assert not work.undo_all(look, lan)
    carry_out(waiting)

    assert work.cancel(look)
    carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, LinkChange.objects.of(look).counted()) == ("done", {"accepted": 2, "open": 3})


def test_a_piece_that_fails_is_told_and_can_go_on(waiting, monkeypatch, lan):
    plan = sao_mai()
    telling()
    look = work.begin([plan], None)
    with monkeypatch.context() as broken:
        broken.setattr(work, "proposed", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carry_out(waiting)
    look.refresh_from_db()
    assert look.state == "failed"

    assert work.go_on(look, lan)
    carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, look.changes.count()) == ("done", 1)


def test_a_look_that_was_stopped_is_not_finished_by_accepting_what_it_found(waiting, monkeypatch, lan):
    monkeypatch.setattr(work, "LOOKED_AT", 1)
    plan = sao_mai()
    for _number in range(3):
        telling()
    look = work.begin([plan], None)
    carry_out(waiting)
    assert work.cancel(look)
    carry_out(waiting)

    assert work.accept_all(look, lan)
    while waiting:
        carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, LinkChange.objects.of(look).counted()) == ("cancelled", {"accepted": 1})


def test_what_is_being_undone_goes_on_as_that(waiting, monkeypatch, lan):
    monkeypatch.setattr(work, "DECIDED", 1)
    plan = sao_mai()
    for _number in range(3):
        telling()
    look = work.begin([plan], None)
    carry_out(waiting)
    assert work.accept_all(look, lan)
    with monkeypatch.context() as broken:
        broken.setattr(work.deciding, "accept", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carry_out(waiting)
    waiting.clear()
    assert work.accept_all(look, lan)
    while waiting:
        carry_out(waiting)
    assert work.undo_all(look, lan)
    carry_out(waiting)
    waiting.clear()
    Look.objects.update(moved_at=timezone.now() - dt.timedelta(minutes=3))

    assert work.go_on(look, lan)
    while waiting:
        carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, LinkChange.objects.of(look).counted()) == ("done", {"open": 3})


def test_a_look_whose_worker_was_ended_can_go_on_after_a_while(waiting, monkeypatch, lan):
    monkeypatch.setattr(work, "LOOKED_AT", 1)
    plan = sao_mai()
    for _number in range(2):
        telling()
    look = work.begin([plan], None)
    carry_out(waiting)
    waiting.clear()
    assert not work.go_on(look, lan)
    Look.objects.update(moved_at=timezone.now() - dt.timedelta(minutes=3))

    assert work.go_on(look, lan)
    while waiting:
        carry_out(waiting)

    look.refresh_from_db()
    assert (look.state, look.changes.count()) == ("done", 2)


@pytest.mark.parametrize("count", [1, 3])
def test_a_piece_costs_as_many_queries_for_three_articles_as_for_one(count, waiting, django_assert_num_queries):
    plan = sao_mai()
    for _number in range(count):
        telling()
    linking.finder()
    work.begin([plan], None)

    with django_assert_num_queries(13):
        carry_out(waiting)


# --- What the database promises ---------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"kind": "move"}, {"decision": "perhaps"}], ids=["an unknown kind", "an unknown decision"]
)
def test_a_change_says_what_is_known(fields):
    row = LinkChange(look=Look.objects.create(), article=telling(), plan=sao_mai(), **{"kind": "gain"} | fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_look_finds_a_pair_once_and_knows_its_states():
    told = {"look": Look.objects.create(), "article": telling(), "plan": sao_mai()}
    LinkChange.objects.create(**told, kind="gain")

    with pytest.raises(IntegrityError), transaction.atomic():
        LinkChange.objects.create(**told, kind="loss")
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.create(state="asleep")
