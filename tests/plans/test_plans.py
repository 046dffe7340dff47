"""Plans: in force or not, how they relate, what the database keeps."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation

from plans.models import Country, Kind, Name, Owner, Plan, PlanPart, Relation, Standing
from plans.views import other_relations
from publishing.models import State
from tests.factories import make_article, make_plan

YEARS = {
    "past": {"first_year": 2011, "last_year": 2015},
    "now": {"first_year": 2021, "last_year": 2025},
    "open": {"first_year": 2020, "last_year": None},
    "coming": {"first_year": 2026, "last_year": 2030},
}


@pytest.mark.parametrize(
    ("years", "year", "standing"),
    [
        ((2021, 2025), 2020, Standing.COMING),
        ((2021, 2025), 2021, Standing.IN_FORCE),
        ((2021, 2025), 2025, Standing.IN_FORCE),
        ((2021, 2025), 2026, Standing.ENDED),
        ((2021, None), 2020, Standing.COMING),
        ((2021, None), 2099, Standing.IN_FORCE),
        ((2021, 2021), 2021, Standing.IN_FORCE),
    ],
)
def test_a_plan_stands_by_its_years(years, year, standing):
    assert Plan(first_year=years[0], last_year=years[1]).standing_in(year) == standing


@pytest.mark.parametrize(("moment", "standing"), [
    (dt.datetime(2025, 12, 31, 16, 59, tzinfo=dt.UTC), Standing.IN_FORCE),
    (dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC), Standing.ENDED),
])  # fmt: skip
def test_a_year_ends_at_midnight_in_hanoi(moment, standing, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment)

    assert Plan(first_year=2021, last_year=2025).standing == standing


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "found"),
    [(Standing.ENDED, ["past"]), (Standing.IN_FORCE, ["now", "open"]), (Standing.COMING, ["coming"])],
)
def test_the_database_and_the_plan_agree_on_standing(standing, found):
    plans = [make_plan(code=code, **years) for code, years in YEARS.items()]

    codes = Plan.objects.standing(standing, 2023).order_by("-last_year").values_list("code", flat=True)

    assert sorted(codes) == sorted(found)
    assert sorted(plan.code for plan in plans if plan.standing_in(2023) == standing) == sorted(found)


@pytest.mark.django_db
def test_plans_in_force_in_a_year_are_those_that_cover_it():
    for code, years in YEARS.items():
        make_plan(code=code, **years)

    assert set(Plan.objects.in_force_in(2025).values_list("code", flat=True)) == {"now", "open"}


@pytest.mark.django_db
def test_statements_and_networks_are_related_texts_and_no_plans():
    by_kind = {kind: make_plan(kind=kind) for kind in Kind.values}
    related = {by_kind["network"], by_kind["declaration"]}

    assert set(Plan.objects.related_texts()) == related
    assert set(Plan.objects.plans()) == set(by_kind.values()) - related
    assert {plan for plan in by_kind.values() if plan.is_related_text} == related


@pytest.mark.django_db
def test_the_main_line_is_public_and_oldest_first():
    late, early = make_plan(on_main_line=True, first_year=2016), make_plan(on_main_line=True, first_year=2011)
    make_plan(on_main_line=False)
    for state in set(State.values) - {"published"}:
        make_plan(on_main_line=True, state=state)
    make_plan(on_main_line=True, published_at=timezone.now() + dt.timedelta(hours=1))

    assert list(Plan.objects.main_line()) == [early, late]


@pytest.mark.django_db
def test_plans_stand_newest_first_and_among_equals_in_one_fixed_order():
    plans = [make_plan(first_year=year) for year in (2011, 2016, 2016, 2021)]

    assert list(Plan.objects.newest_first()) == sorted(plans, key=lambda plan: (plan.first_year, plan.pk), reverse=True)


@pytest.mark.django_db
def test_a_plan_is_asked_for_by_code_kind_and_owner():
    owner = Owner.objects.create(key="telmin", title_vi="Hội nghị")
    plan = make_plan(code="AIM2020", kind="blueprint", owner=owner)
    make_plan(owner=Owner.objects.create(key="other", title_vi="Khác"))

    assert [list(found) for found in (Plan.objects.with_code("AIM2020"), Plan.objects.of_kind("blueprint"), Plan.objects.owned_by(owner))] == [
        [plan], [plan], [plan],
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_page_tells_relations_to_public_plans_from_both_sides():
    older, plan, newer, frame, part = (make_plan(label=label) for label in ("older", "plan", "newer", "frame", "part"))
    hidden = make_plan(label="hidden", state="draft")
    for one, kind, other in [
        (plan, "succeeds", older),
        (newer, "succeeds", plan),
        (plan, "implements", frame),
        (part, "part_of", plan),
        (plan, "succeeds", hidden),
        (hidden, "supplements", plan),
        (plan, "supplements", hidden),
    ]:
        Relation.objects.create(plan=one, kind=kind, other=other)

    page = Plan.objects.for_page().get(pk=plan.pk)

    assert [relation.other for relation in page.to_older if relation.kind == "succeeds"] == [older]
    assert [relation.plan for relation in page.from_newer if relation.kind == "succeeds"] == [newer]
    with translation.override("en"):
        told = [(str(relation["label"]), relation["plan"]) for relation in other_relations(page)]
    assert told == [("Implements", frame), ("Has as a part", part)]


@pytest.mark.django_db
def test_a_draft_plan_may_still_be_nowhere_ready():
    plan = make_plan(state="draft", published_at=None, ready_vi=False, ready_en=False, summary_vi=None, summary_en=None)

    assert (plan.languages_ready, list(Plan.objects.published())) == ([], [])


# --- What the database refuses ------------------------------------------------


def refused(change) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"last_year": 2020}, "plans_plan_ends_after_it_begins"),
        ({"first_year": 1899, "last_year": None}, "plans_plan_first_year_is_a_year"),
        ({"first_year": 2201, "last_year": None}, "plans_plan_first_year_is_a_year"),
    ],
)
def test_the_years_of_a_plan_are_years_in_order(fields, constraint):
    make_plan(first_year=2021)

    assert constraint in refused(lambda: Plan.objects.update(**fields))


@pytest.mark.django_db
def test_a_code_belongs_to_one_plan():
    make_plan(code="AIM2020")
    make_plan(code="AIM2015")

    said = refused(lambda: Plan.objects.filter(code="AIM2015").update(code="AIM2020"))

    assert "code" in said


@pytest.mark.django_db
def test_a_plan_has_a_name_once_in_a_language():
    plan = make_plan()
    Name.objects.bulk_create([Name(plan=plan, text="AIM", language=language) for language in ("", "vi", "en")])

    said = refused(lambda: Name.objects.bulk_create([Name(plan=plan, text=" AIM ", language="vi")]))

    assert "plans_name" in said


@pytest.mark.django_db
def test_a_name_is_in_a_language_of_the_site_or_in_all():
    Name.objects.create(plan=make_plan(), text="AIM")

    assert "plans_name_language_is_known" in refused(lambda: Name.objects.update(language="fr"))


@pytest.mark.django_db
def test_a_relation_joins_two_plans():
    plan, other = make_plan(), make_plan()
    Relation.objects.create(plan=plan, kind="succeeds", other=other)

    assert "plans_relation_joins_two_plans" in refused(lambda: Relation.objects.update(other=plan))


@pytest.mark.django_db
def test_a_relation_is_told_once():
    plan, other = make_plan(), make_plan()
    Relation.objects.create(plan=plan, kind="succeeds", other=other)
    Relation.objects.create(plan=plan, kind="implements", other=other)

    said = refused(lambda: Relation.objects.update(kind="implements"))

    assert "plans_relation" in said


@pytest.mark.django_db
def test_a_part_is_not_its_own_parent():
    part = PlanPart.objects.create(plan=make_plan(), title_vi="Định hướng")

    assert "plans_planpart_is_not_its_own_parent" in refused(lambda: PlanPart.objects.update(parent=part))


@pytest.mark.django_db
def test_an_owner_with_plans_is_not_deleted():
    owner = Owner.objects.create(key="telmin", title_vi="Hội nghị")
    make_plan(owner=owner)

    with pytest.raises(ProtectedError):
        owner.delete()


@pytest.mark.django_db
def test_deleting_a_plan_leaves_its_articles():
    plan = make_plan()
    article = make_article(discussing=plan)

    plan.delete()

    assert list(article.plan_links.all()) == []


@pytest.mark.django_db
def test_small_tables_are_told_in_the_readers_language():
    country = Country.objects.create(code="VN", title_vi="Việt Nam", title_en="Viet Nam")

    told = []
    for language in ("vi", "en"):
        with translation.override(language):
            told.append(str(country))

    assert told == ["Việt Nam", "Viet Nam"]
