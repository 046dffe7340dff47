"""Every name of every plan, as a finder takes it; names that two plans share are told."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from plans import names
from plans.checks import names_belong_to_one_plan
from plans.models import Name, Owner, Plan, PlanPart
from plans.naming import every_name, key, shared
from tests.factories import make_plan


def give(plan, text, kind="full", language="vi"):
    return Name.objects.create(plan=plan, text=text, kind=kind, language=language)


# --- Which names a plan has -----------------------------------------------------


def told(code, label, titles, given) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in every_name(code, label, titles, given)]


def test_titles_and_an_abbreviated_label_are_names_beside_those_given():
    assert told("P1", "PX 1", {"vi": "Kế hoạch biển", "en": "Sea plan"}, [("Kế hoạch đại dương", "vi", "full")]) == [
        ("Kế hoạch đại dương", "full"),
        ("Kế hoạch biển", "full"),
        ("Sea plan", "full"),
        ("PX 1", "short"),
        ("P1", "code"),
    ]


def test_what_was_given_says_of_which_kind_a_title_is():
    assert told("P1", "", {"vi": "Tuyên bố Đà Nẵng"}, [("Tuyên bố Đà Nẵng", "vi", "short")]) == [
        ("Tuyên bố Đà Nẵng", "short"),
        ("P1", "code"),
    ]


def test_label_of_a_place_and_a_year_is_no_name():
    assert told("HANOI2026", "Hà Nội 2026", {}, []) == [("HANOI2026", "code")]


def test_name_without_a_word_is_no_name():
    assert told("P1", "", {"vi": "–", "en": None}, [("...", "", "full")]) == [("P1", "code")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AIM 2020", "aim-2020"),
        ("Kế hoạch tổng thể về ICT ASEAN 2020", "KẾ HOẠCH TỔNG THỂ ICT của ASEAN đến năm 2020"),
        ("ASEAN ICT Masterplan 2020", "ASEAN ICT Master Plan 2020"),
        ("ASEAN ICT Master Plan", "ASEAN information and communications technology Masterplan"),
        ("Kế hoạch hoạch tổng thể", "kế hoạch tổng thể"),
    ],
)
def test_names_that_say_the_same_have_one_key(one, other):
    assert key(one) == key(other) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("AIM 2015", "AIM 2020"), ("Khung số ASEAN", "Khung hội nhập số ASEAN"), ("AIM 2020", "ADM 2020")],
)
def test_names_that_say_something_else_have_another_key(one, other):
    assert key(one) != key(other)


# --- From the tables ------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_plans_are_known_by_three_queries(count, django_assert_num_queries):
    owner = Owner.objects.create(key="telmin", short="TELMIN", title_vi="Hội nghị Bộ trưởng ASEAN")
    for number in range(count):
        plan = make_plan(code=f"P{number}", label=f"PX {number}", owner=owner, adopted_on=dt.date(2020, 5, 1))
        give(plan, f"Kế hoạch biển {number}")
        PlanPart.objects.create(
            plan=plan, number="1", level_vi="Hướng", title_vi="Hạ tầng số", title_en="Infrastructure"
        )

    with django_assert_num_queries(3):
        known = names.known(Plan.objects.order_by("code"))

    assert len(known) == count
    first = known[0]
    assert [(name.text, name.language, name.kind) for name in first.names[:1]] == [("Kế hoạch biển 0", "vi", "full")]
    assert (first.code, first.first_year, first.last_year, first.adopted) == ("P0", 2021, 2025, dt.date(2020, 5, 1))
    assert first.around == ("TELMIN", "ASEAN")
    assert [(part.number, part.levels, part.titles) for part in first.parts] == [
        ("1", ("Hướng",), ("Hạ tầng số", "Infrastructure"))
    ]


@pytest.mark.django_db
def test_plan_without_owner_or_names_is_known_by_its_titles():
    make_plan(code="P1", label="Kế hoạch", title_vi="Kế hoạch biển", title_en=None, ready_en=False)

    (plan,) = names.known(Plan.objects.all())

    assert ([name.text for name in plan.names], plan.around, plan.parts) == (["Kế hoạch biển", "P1"], (), ())


@pytest.mark.django_db
def test_name_that_another_plan_has_is_told_before_it_is_given(django_assert_num_queries):
    mine, other = make_plan(code="MINE"), make_plan(code="OTHER")
    give(mine, "Kế hoạch trời xanh")
    give(other, "Kế hoạch biển xanh ASEAN")
    give(make_plan(code="GONE", state="binned"), "Kế hoạch biển xanh ASEAN")

    with django_assert_num_queries(3):
        found = names.shared_with("KẾ HOẠCH biển xanh của ASEAN", mine)

    assert [(name.plan, name.text) for name in found] == [("OTHER", "Kế hoạch biển xanh ASEAN")]
    assert names.shared_with("Kế hoạch trời xanh", mine) == names.shared_with("...", mine) == []


@pytest.mark.django_db
def test_names_of_two_plans_are_told_with_both():
    for code in ("A", "B"):
        give(make_plan(code=code), "MPAC", "short", "")

    assert {
        words: [name.plan for name in found]
        for words, found in shared(names.known(Plan.objects.order_by("code"))).items()
    } == {("mpac",): ["A", "B"]}


# --- The check ------------------------------------------------------------------


def warned() -> list[tuple[str, str]]:
    return [(warning.id, warning.msg) for warning in names_belong_to_one_plan(databases=["default"])]


@pytest.mark.django_db
def test_check_warns_of_a_name_that_two_plans_share():
    give(make_plan(code="A"), "Kế hoạch biển xanh")
    give(make_plan(code="B"), "kế hoạch biển xanh", "short")
    give(make_plan(code="C"), "Kế hoạch trời xanh")

    assert warned() == [("plans.W001", "“Kế hoạch biển xanh” is a name of A, B.")]


@pytest.mark.django_db
def test_short_form_that_is_given_as_such_to_each_is_no_mistake():
    for code in ("A", "B"):
        give(make_plan(code=code), "MPAC", "short", "")

    assert warned() == []


@pytest.mark.django_db
def test_plan_in_the_bin_shares_no_name():
    give(make_plan(code="A"), "Kế hoạch biển xanh")
    give(make_plan(code="B", state="binned"), "Kế hoạch biển xanh")

    assert warned() == []


@pytest.mark.django_db
def test_check_runs_where_a_database_is_asked_about_and_only_there():
    for code in ("A", "B"):
        give(make_plan(code=code), "Kế hoạch biển xanh")

    asked, unasked = StringIO(), StringIO()
    call_command("check", databases=["default"], stdout=asked, stderr=asked)
    call_command("check", stdout=unasked, stderr=unasked)

    assert ("plans.W001" in asked.getvalue(), "plans.W001" in unasked.getvalue()) == (True, False)


@pytest.mark.django_db
def test_check_says_nothing_where_the_tables_are_still_to_be_made():
    for code in ("A", "B"):
        give(make_plan(code=code), "Kế hoạch biển xanh")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plans_name RENAME TO not_yet_there")

    assert warned() == []
