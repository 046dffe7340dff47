"""Saving at the desk: readers see nothing before it is published, and nothing happens twice."""

import pytest
from django.contrib.admin.models import LogEntry

from news.models import Article, PlanLink, Source, Topic
from plans.models import Plan
from publishing import versions
from publishing.models import Address, Version
from publishing.rows import take
from tests.desk.steps import editor, opened, page, publish, row, save, source, texts
from tests.factories import make_article, make_link, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db(transaction=True)  # with real commits
ADD = "/admin/news/article/add/"


def states(desk):
    return texts(desk.get("/admin/news/article/"), "//td[contains(@class,'told_state')]")


# --- A live page ----------------------------------------------------------------


def test_saving_a_published_article_changes_nothing_for_readers(lan, client):
    article = make_article(title_vi="Cũ")
    before = client.get(article.get_absolute_url("vi")).content

    answer = save(lan, article, title_vi="Mới")

    assert answer.status_code == 302
    assert client.get(article.get_absolute_url("vi")).content == before
    assert opened(lan, article)["title_vi"] == ["Mới"]
    assert states(lan) == ["Published, with unpublished changes"]


def test_publishing_changes_puts_them_before_readers(lan, client):
    article = make_article(title_vi="Cũ")
    save(lan, article, title_vi="Mới")

    answer = publish(lan, article)

    assert answer.status_code == 302
    assert "Mới" in client.get(article.get_absolute_url("vi")).content.decode()
    assert states(lan) == ["Published"]


def test_rows_beside_the_article_wait_for_publication_too(lan):
    article = make_article(discussing=make_plan())
    topic = Topic.objects.create(key="so", title_vi="Số")
    removed = {"plan_links-0-DELETE": "on"}

    save(lan, article, topics=[str(topic.pk)], **source(0, "Nguồn mới"), **removed)

    assert (Source.objects.count(), PlanLink.objects.count(), list(article.topics.all())) == (0, 1, [])
    again = opened(lan, article)
    assert (again["sources-0-title"], again["plan_links-TOTAL_FORMS"]) == (["Nguồn mới"], ["0"])
    publish(lan, article)
    assert [one.title for one in Source.objects.all()] == ["Nguồn mới"]
    assert (PlanLink.objects.count(), list(article.topics.all())) == (0, [topic])


def test_a_row_that_only_the_working_version_has_can_be_changed_moved_and_removed(lan):
    article = make_article()
    save(lan, article, **source(0, "Một"))
    save(lan, article, **{"sources-0-title": "Hai"}, **source(1, "Ba", order="1"))
    form = opened(lan, article)
    assert (form["sources-0-title"], form["sources-1-title"]) == (["Hai"], ["Ba"])

    save(lan, article, form, **{"sources-0-DELETE": "on", "sources-1-order": "5"})

    publish(lan, article)
    assert [(one.title, one.order) for one in Source.objects.all()] == [("Ba", 5)]


def test_a_part_may_belong_to_a_part_that_only_the_working_version_has(lan):
    plan = make_plan()
    part = {"number": "1", "order": "0", "parent": "", "title_vi": "Cha", "title_en": "Parent"}
    save(lan, plan, **row("plan_parts", 0, **part))
    form = opened(lan, plan)
    child = part | {"title_vi": "Con", "parent": form["plan_parts-0-id"][0], "order": "1"}

    answer = save(lan, plan, form, **row("plan_parts", 1, **child))

    assert answer.status_code == 302
    assert plan.plan_parts.count() == 0
    publish(lan, plan)
    assert {(one.title_vi, one.parent and one.parent.title_vi) for one in plan.plan_parts.all()} == {
        ("Cha", None),
        ("Con", "Cha"),
    }


def test_errors_keep_what_was_typed_and_on_what_it_was_typed(lan):
    plan = make_plan()
    save(lan, plan, meeting_vi="Họp")
    form = opened(lan, plan)

    answer = save(lan, plan, form, title_vi="Tựa đang gõ", first_year="2030", last_year="2020")

    assert answer.status_code == 200
    again = filled(answer.content)
    assert (again["title_vi"], again["meeting_vi"]) == (["Tựa đang gõ"], ["Họp"])
    assert (again["_base"], again["_token"]) == (form["_base"], form["_token"])
    assert any("before the first year" in text for text in texts(answer, "//ul[contains(@class,'errorlist')]"))
    assert Version.objects.standing(plan).first().number == int(form["_base"][0])


def test_a_new_article_is_one_version_and_one_log_entry(lan):
    answer = lan.post(ADD, filled(lan.get(ADD).content, title_vi="Mới"))

    assert answer.status_code == 302
    article = Article.objects.get()
    assert [(version.number, version.live) for version in Version.objects.of(article)] == [(1, True)]
    assert [entry.action_flag for entry in LogEntry.objects.all()] == [1]
    assert article.created_by.username == "lan"


def test_saving_what_is_the_same_makes_no_version(lan):
    article = make_article(state="draft", discussing=make_plan())
    save(lan, article)
    save(lan, article)

    assert Version.objects.of(article).count() == 1


def test_one_log_entry_is_written_for_a_save_whatever_the_trials(lan):
    article = make_article()

    save(lan, article, title_vi="Mới")

    assert LogEntry.objects.count() == 1


def test_opening_a_form_writes_nothing_without_a_working_version(lan, django_assert_max_num_queries):
    article = make_article(discussing=make_plan())
    save(lan, article, title_vi="Mới")
    publish(lan, article)

    with django_assert_max_num_queries(50) as asked:
        lan.get(page(article))

    verbs = [one["sql"].split()[0] for one in asked.captured_queries]
    assert {"INSERT", "UPDATE", "DELETE"}.isdisjoint(verbs)


def test_the_form_asks_at_most_fifty_questions_whatever_the_history(lan, django_assert_max_num_queries):
    plan = make_plan()
    for number in range(20):
        plan.plan_parts.create(title_vi=f"Phần {number}", order=number)
    for number in range(8):
        save(lan, plan, meeting_vi=f"Họp lần {number}")

    with django_assert_max_num_queries(50):
        lan.get(page(plan))


def test_who_publishes_what_somebody_changed_meanwhile_looks_again(lan):
    article = make_article(title_vi="Cũ")
    save(lan, article, title_vi="Đã xem")
    looked = filled(lan.get(page(article, "publish")).content)
    save(editor("minh"), article, title_vi="Chưa ai xem")

    answer = lan.post(page(article, "publish"), looked)

    assert answer.status_code == 200
    article.refresh_from_db()
    assert article.title_vi == "Cũ"


# --- Twice ----------------------------------------------------------------------


def test_a_double_click_on_a_new_article_makes_one(lan):
    form = filled(lan.get(ADD).content, title_vi="Mới", **source(0, "Nguồn"))

    answers = [lan.post(ADD, form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Article.objects.count(), Source.objects.count(), Version.objects.count()) == (1, 1, 1)


def test_a_double_click_on_a_change_makes_one_version_and_one_row(lan):
    article = make_article(state="draft")
    form = opened(lan, article) | source(0, "Nguồn")

    answers = [lan.post(page(article), form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (article.sources.count(), Version.objects.of(article).count()) == (1, 2)


def test_going_back_to_the_form_of_a_new_article_and_saving_again_loses_nothing(lan):
    form = filled(lan.get(ADD).content, title_vi="Một")
    lan.post(ADD, form)
    save(lan, Article.objects.get(), title_en="Added later")

    answer = lan.post(ADD, form | {"title_vi": "Hai"})

    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.title_vi, article.title_en) == ("Hai", "Added later")


# --- Outside the desk -----------------------------------------------------------


def test_what_a_script_changes_is_a_version_and_is_not_undone(lan):
    article = make_article(state="draft", title_vi="Cũ")
    form = opened(lan, article)
    Article.objects.filter(pk=article.pk).update(title_en="By a script")

    answer = save(lan, article, form, title_vi="Mới")

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Mới", "By a script")
    assert "outside" in set(Version.objects.of(article).values_list("kind", flat=True))


def test_what_a_script_changes_in_a_live_page_is_merged_into_its_working_version(lan):
    article = make_article(title_vi="Cũ")
    save(lan, article, title_vi="Mới")
    Article.objects.filter(pk=article.pk).update(title_en="By a script")

    form = opened(lan, article)

    assert (form["title_vi"], form["title_en"]) == (["Mới"], ["By a script"])
    publish(lan, article)
    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Mới", "By a script")


def test_a_script_that_changes_what_the_working_version_changed_leaves_a_clash_to_be_settled(lan):
    article = make_article(title_vi="Cũ")
    save(lan, article, title_vi="Của Lan")
    Article.objects.filter(pk=article.pk).update(title_vi="Của máy")

    form = opened(lan, article)

    assert form["title_vi"] == ["Của máy"]
    waiting = Version.objects.unsettled(article).get()
    assert waiting.content[f"news.article/{article.pk}"]["title_vi"] == "Của Lan"


def test_a_slug_that_somebody_took_meanwhile_is_told_when_publishing(lan):
    article = make_article(slug_vi="cua-toi")
    save(lan, article, slug_vi="dia-chi-moi")
    make_article(slug_vi="dia-chi-moi")

    assert lan.get(page(article)).status_code == 200
    answer = publish(lan, article)

    assert answer.status_code == 200
    assert any("dia-chi-moi" in text for text in texts(answer, "//ul[contains(@class,'errorlist')]"))
    article.refresh_from_db()
    assert article.slug_vi == "cua-toi"


def test_a_code_that_somebody_took_meanwhile_is_told_when_publishing(lan):
    plan = make_plan(code="CUA-TOI")
    save(lan, plan, code="MA-MOI")
    other = make_plan(code="MA-MOI")

    assert lan.get(page(plan)).status_code == 200
    answer = publish(lan, plan)

    assert answer.status_code == 200
    assert dict(Plan.objects.values_list("pk", "code")) == {plan.pk: "CUA-TOI", other.pk: "MA-MOI"}


def test_opening_a_working_version_claims_no_address(lan):
    article = make_article(slug_vi="cu")
    save(lan, article, slug_vi="moi")

    lan.get(page(article))

    assert not Address.objects.filter(slug="moi").exists()


def test_a_topic_that_is_deleted_meanwhile_is_left_out_when_publishing(lan):
    article = make_article()
    topic = Topic.objects.create(key="so", title_vi="Số")
    save(lan, article, topics=[str(topic.pk)])
    topic.delete()

    answer = publish(lan, article)

    assert answer.status_code == 302
    assert list(article.topics.all()) == []


def test_an_english_desk_writes_no_english_into_vietnamese(lan):
    article = make_article(state="draft", title_vi="Một", title_en="One")

    save(lan, article, title_en="Two")

    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Một", "Two")
    assert take(article)[f"news.article/{article.pk}"].keys().isdisjoint({"title", "body", "slug"})


def test_the_newest_version_of_a_new_article_says_what_its_rows_say(lan):
    lan.post(ADD, filled(lan.get(ADD).content, title_vi="Mới", **source(0, "Nguồn")))
    article = Article.objects.get()

    assert versions.newest(article).content == take(article)


# --- Rows to which others refer, and pages that are public no more --------------


def test_a_part_that_moves_before_its_old_place_is_removed_keeps_the_links_of_articles(lan):
    plan = make_plan()
    first, second = (plan.plan_parts.create(title_vi=title, order=order) for order, title in enumerate(["T1", "T2"]))
    moved = plan.plan_parts.create(title_vi="A1", order=2, parent=first)
    link = make_link(make_article(), plan, part=moved)

    save(lan, plan, **{"plan_parts-0-DELETE": "on", "plan_parts-2-parent": str(second.pk)})
    publish(lan, plan)

    link.refresh_from_db()
    assert {(one.title_vi, one.parent_id) for one in plan.plan_parts.all()} == {("T2", None), ("A1", second.pk)}
    assert link.part_id == moved.pk


def test_a_withdrawn_page_can_be_saved_whatever_its_languages_lack(lan):
    article = make_article()
    save(lan, article, lead_vi="Một")
    publish(lan, article)
    lan.post(page(article, "withdraw"), filled(lan.get(page(article, "withdraw")).content))

    answer = save(lan, article, title_en="", body_en="", lead_vi="Hai")

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.state, article.title_en, article.lead_vi, article.ready_en) == ("withdrawn", None, "Hai", False)


def test_a_code_that_was_taken_while_changes_waited_is_told_when_the_page_is_public_no_more(lan):
    plan = make_plan(code="CUA-TOI")
    save(lan, plan, code="MA-MOI")
    make_plan(code="MA-MOI")
    lan.post(page(plan, "withdraw"), filled(lan.get(page(plan, "withdraw")).content))

    answer = save(lan, plan, title_vi="Đang gõ")

    assert answer.status_code == 200
    assert filled(answer.content)["title_vi"] == ["Đang gõ"]
