"""The questions asked about plans."""

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from publishing.languages import CODES, localized
from publishing.querysets import PublishedQuerySet


def _in_talks():
    """An agreement that nobody has adopted yet."""
    from plans.models import Kind

    return Q(kind=Kind.AGREEMENT, adopted_on__isnull=True)


class PlanQuerySet(PublishedQuerySet):
    """Plans and related texts."""

    def plans(self):
        """What stands in lists and timelines: no statements, no networks."""
        from plans.models import RELATED_KINDS

        return self.exclude(kind__in=RELATED_KINDS)

    def related_texts(self):
        """Statements and networks."""
        from plans.models import RELATED_KINDS

        return self.filter(kind__in=RELATED_KINDS)

    def main_line(self):
        """The successive plans of the ribbon, oldest first."""
        return self.published().filter(on_main_line=True).order_by("first_year", "pk")

    def beside_main_line(self, year=None):
        """Plans in force beside the ribbon, the newest first."""
        off = self.published().plans().filter(on_main_line=False)
        return off.in_force_in(year or timezone.localdate().year).newest_first()

    def newest_first(self):
        """By the year in which they begin."""
        return self.order_by("-first_year", "-pk")

    def with_owner(self):
        """With the owner at hand. No further query."""
        return self.select_related("owner")

    def in_force_in(self, year):
        """What is in force in a year."""
        return (
            self.exclude(_in_talks())
            .filter(first_year__lte=year)
            .filter(Q(last_year__isnull=True) | Q(last_year__gte=year))
        )

    def standing(self, standing, year=None):
        """What is coming, in force or ended in a year (this one by default)."""
        from plans.models import Standing

        year = year or timezone.localdate().year
        if standing == Standing.COMING:
            return self.filter(Q(first_year__gt=year) | _in_talks())
        if standing == Standing.ENDED:
            return self.exclude(_in_talks()).filter(last_year__lt=year)
        return self.in_force_in(year)

    def with_code(self, code):
        """The plan with a code, in whatever state."""
        return self.filter(code=code)

    def with_codes(self, codes):
        """The plans with these codes, in whatever state."""
        return self.filter(code__in=codes)

    def with_keys(self, keys):
        """The plans with these keys, in whatever state."""
        return self.filter(pk__in=keys)

    def of_kind(self, kind):
        """Plans of a kind."""
        return self.filter(kind=kind)

    def owned_by(self, owner):
        """Plans of an owner."""
        return self.filter(owner=owner)

    def with_names(self):
        """With all by which texts name a plan and its parts. Three queries however many there are."""
        long = [name for base in ("summary", "vision") for name in (base, *(localized(base, code) for code in CODES))]
        return self.with_owner().defer(*long).prefetch_related("names", "plan_parts")

    def for_page(self):
        """With all that the page of a plan shows. Eight queries however much it is."""
        from plans.models import Figure, PlanPart, Relation

        public = self.model.objects.published()
        return self.with_owner().prefetch_related(
            "names",
            "documents",
            "sources",
            Prefetch("figures", Figure.objects.select_related("source").order_by("order", "pk"), to_attr="figure_list"),
            Prefetch("plan_parts", PlanPart.objects.order_by("order", "pk"), to_attr="part_list"),
            Prefetch(
                "relations", Relation.objects.filter(other__in=public).select_related("other"), to_attr="to_older"
            ),
            Prefetch(
                "related_from", Relation.objects.filter(plan__in=public).select_related("plan"), to_attr="from_newer"
            ),
        )


class OwnerQuerySet(QuerySet):
    """Owners of plans."""

    def of_public_plans(self):
        """Those of what readers see in the list of plans."""
        from plans.models import Plan

        return self.filter(pk__in=Plan.objects.published().plans().values("owner"))


class RowQuerySet(QuerySet):
    """Parts, sources and other rows of plans."""

    def of_plan(self, plan):
        """The rows of the plan with a key; none for a plan that is still to be made."""
        return self.filter(plan=plan) if plan else self.none()

    def with_key(self, key):
        """One row, none without a key."""
        return self.filter(pk=key) if key else self.none()

    def numbered(self, number):
        """Parts with a number as the plan counts them."""
        return self.filter(number=number)


class RelationQuerySet(QuerySet):
    """How plans stand to each other."""

    def successions_of(self, plans):
        """What readers see to succeed any of the plans, in order of their years. One query."""
        from plans.models import Plan, Relation

        return (
            self.filter(kind=Relation.Kind.SUCCEEDS, other__in=plans, plan__in=Plan.objects.published())
            .select_related("plan")
            .order_by("plan__first_year", "plan__pk")
        )
