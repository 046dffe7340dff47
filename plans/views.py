"""The public pages of plans."""

from uuid import UUID

from django.utils.translation import gettext as _

from plans.filters import PlanFilter
from plans.models import Plan, Relation
from publishing.keyset import Keyset
from publishing.views import FilteredList, ItemPage


def read_year(text: str):
    """A place in the list of plans: "2016~<key>", or "2016" for what begins in or before that year."""
    year, _sign, key = text.partition("~")
    if int(year) not in range(1900, 2201):
        raise ValueError(text)
    return (int(year), UUID(key)) if key else (int(year) + 1, None)


class MainLine:
    """The ribbon of successive plans at the head of every page. One query."""

    def around(self):
        return super().around() | {"main_line": list(Plan.objects.main_line())}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.around(), **kwargs)


class PlanList(MainLine, FilteredList):
    template_name = "plans/plan_list.html"
    section = "plans"
    filterset_class = PlanFilter
    keyset = Keyset("first_year", write=str, read=read_year)

    def get_queryset(self):
        return Plan.objects.published().plans().with_owner()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context["page"].first and not context["applied"]:
            context["related_texts"] = Plan.objects.published().related_texts().with_owner().newest_first()
        return context


class PlanPage(MainLine, ItemPage):
    model = Plan
    template_name = "plans/plan_detail.html"
    section = "plans"

    def get_context_data(self, **kwargs):
        plan = self.object
        parts = plan.part_list
        children = {}
        for part in parts:
            children.setdefault(part.parent_id, []).append(part)
        for part in parts:
            part.child_list = children.get(part.pk, [])
        top = children.get(None, [])
        succeeds = Relation.Kind.SUCCEEDS
        return super().get_context_data(
            plan=plan,
            parts=top,
            level=top[0].shown.level if top else "",
            predecessors=[relation.other for relation in plan.to_older if relation.kind == succeeds],
            successors=[relation.plan for relation in plan.from_newer if relation.kind == succeeds],
            other_relations=other_relations(plan),
            facts=plan.figure_list,
            names=plan.names.all(),
            documents=plan.documents.all(),
            source_list=plan.sources.all(),
            **kwargs,
        )


def other_relations(plan) -> list[dict]:
    """Relations besides succession, told from this plan's side. No query."""
    kinds = Relation.Kind
    seen_from_other = {
        kinds.IMPLEMENTS: _("Implemented by"),
        kinds.PART_OF: _("Has as a part"),
        kinds.SUPPLEMENTS: _("Supplemented by"),
    }
    own = [{"label": r.get_kind_display(), "plan": r.other} for r in plan.to_older if r.kind != kinds.SUCCEEDS]
    others = [{"label": seen_from_other[r.kind], "plan": r.plan} for r in plan.from_newer if r.kind != kinds.SUCCEEDS]
    return own + others
