"""Plans, the names by which texts mention them, and what belongs to them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.querysets import OwnerQuerySet, PlanQuerySet, RelationQuerySet, RowQuerySet
from publishing.dates import Precision
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.languages import CODES
from publishing.models import PERMISSIONS, Bilingual, Cited, Keyed, Published, published_constraints


class Country(Bilingual):
    """A country that articles report from or that a plan concerns."""

    code = models.CharField(_("code"), max_length=2, primary_key=True, help_text=_("Two letters, as in ISO 3166."))
    title = LineField(_("name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]


class Owner(Keyed, Bilingual):
    """The body to which a plan belongs."""

    objects = OwnerQuerySet.as_manager()

    key = models.SlugField(_("key"), max_length=80, unique=True)
    short = LineField(_("short name"), max_length=60, blank=True)
    title = LineField(_("name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering = ["key"]


class Kind(models.TextChoices):
    """What sort of text a plan is. Statements and networks are related texts, not plans."""

    MASTER_PLAN = "master_plan", _("Master plan")
    STRATEGIC_PLAN = "strategic_plan", _("Strategic plan")
    ACTION_PLAN = "action_plan", _("Action plan")
    BLUEPRINT = "blueprint", _("Blueprint")
    FRAMEWORK = "framework", _("Framework")
    ROADMAP = "roadmap", _("Roadmap")
    AGENDA = "agenda", _("Agenda")
    AGREEMENT = "agreement", _("Agreement")
    NATIONAL_PROGRAMME = "national_programme", _("National programme")
    NATIONAL_STRATEGY = "national_strategy", _("National strategy")
    NETWORK = "network", _("Network")
    DECLARATION = "declaration", _("Declaration or statement")


RELATED_KINDS = (Kind.NETWORK, Kind.DECLARATION)
"""The kinds that stand under "related texts" and in no list or timeline of plans."""


class Standing(models.TextChoices):
    """Whether a plan is in force on a day."""

    COMING = "coming", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


class Plan(Published):
    """A master plan or another text of policy that articles discuss."""

    complete_fields = ("title", "slug", "summary")
    search_fields = {"title": ["title", "code", "label"], "lead": ["summary"], "body": ["vision"]}
    rich_fields = ("vision",)
    parts = ("names", "relations", "plan_parts", "sources", "documents", "figures")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("Such as AIM2020. Data and links use it; it does not change."),
    )
    label = LineField(
        _("short name"), max_length=80, help_text=_("Such as AIM 2020. Shown where there is little room.")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.MASTER_PLAN)
    on_main_line = models.BooleanField(
        _("on the main line"),
        default=False,
        help_text=_("Stands on the ribbon of successive plans at the head of every page."),
    )
    owner = models.ForeignKey(
        Owner, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="plans"
    )
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, help_text=_("Empty where the text names no end.")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_precision = models.CharField(_("known to the"), max_length=8, choices=Precision, default=Precision.DAY)
    meeting = LineField(_("adopted at"), max_length=300, blank=True)
    place = LineField(_("place"), max_length=200, blank=True)
    summary = PlainTextField(_("summary"), blank=True)
    vision = RichTextField(_("vision"), blank=True)
    own_translation = models.BooleanField(
        _("title is our translation"),
        default=False,
        help_text=_("The title in this language is not official; readers are told so."),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        default_permissions = PERMISSIONS
        ordering = ["-first_year", "-pk"]
        indexes = [models.Index(fields=["state", "-first_year", "-id"], name="plans_plan_newest")]
        constraints = [
            *published_constraints("plans_plan", ("title", "slug", "summary")),
            models.CheckConstraint(
                condition=models.Q(last_year__isnull=True) | models.Q(last_year__gte=models.F("first_year")),
                name="plans_plan_ends_after_it_begins",
                violation_error_message=_("The last year is before the first year."),
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__range=(1900, 2200)),
                name="plans_plan_first_year_is_a_year",
                violation_error_message=_("Give a year from 1900 to 2200."),
            ),
        ]

    @property
    def standing(self) -> Standing:
        """Whether the plan is in force today."""
        return self.standing_in(timezone.localdate().year)

    def standing_in(self, year: int) -> Standing:
        """Whether the plan is, was or will be in force in a year."""
        # Talks about an agreement have a first year too; in force is only what was adopted.
        if year < self.first_year or (self.kind == Kind.AGREEMENT and self.adopted_on is None):
            return Standing.COMING
        return Standing.ENDED if self.last_year is not None and year > self.last_year else Standing.IN_FORCE

    @property
    def is_related_text(self) -> bool:
        """Whether this is no plan but a statement or a network."""
        return self.kind in RELATED_KINDS


class Name(Keyed):
    """A name by which texts mention a plan."""

    class Kind(models.TextChoices):
        FULL = "full", _("Full name")
        ABBREVIATION = "abbreviation", _("Abbreviation")
        SHORT = "short", _("Short form that needs its context")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="names", verbose_name=_("plan"))
    text = LineField(_("name"), max_length=300)
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("Empty for an abbreviation that is used in every language."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.FULL)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "text", "language"], name="plans_name_is_given_once"),
            models.CheckConstraint(condition=models.Q(language__in=["", *CODES]), name="plans_name_language_is_known"),
        ]

    def __str__(self):
        return self.text


class Relation(Keyed):
    """How a plan stands to an older or a higher one."""

    class Kind(models.TextChoices):
        SUCCEEDS = "succeeds", _("Succeeds")
        IMPLEMENTS = "implements", _("Implements")
        PART_OF = "part_of", _("Is part of")
        SUPPLEMENTS = "supplements", _("Supplements")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="relations", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    other = models.ForeignKey(Plan, models.CASCADE, related_name="related_from", verbose_name=_("other plan"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["kind", "other_id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "other"], name="plans_relation_is_told_once"),
            models.CheckConstraint(
                condition=~models.Q(plan=models.F("other")),
                name="plans_relation_joins_two_plans",
                violation_error_message=_("A plan has no relation to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.plan.code} {self.get_kind_display()} {self.other.code}"


class PlanPart(Keyed, Bilingual):
    """A thrust, outcome or action of a plan; each plan names its own levels."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="plan_parts", verbose_name=_("plan"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    level = LineField(_("level"), max_length=80, blank=True, help_text=_("Such as “Strategic thrust”."))
    number = LineField(_("number"), max_length=20, blank=True)
    title = LineField(_("title"), max_length=300, blank=True)
    description = PlainTextField(_("description"), blank=True)
    own_translation = models.BooleanField(_("our translation"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a plan")
        verbose_name_plural = _("parts of a plan")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="plans_planpart_is_not_its_own_parent",
                violation_error_message=_("A part is not a part of itself."),
            )
        ]


class Source(Cited):
    """Where what the site says of a plan comes from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sources", verbose_name=_("plan"))
    publisher = LineField(_("publisher"), max_length=200, blank=True)

    objects = RowQuerySet.as_manager()

    class Meta(Cited.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Document(Cited):
    """A text of the plan itself, to be read elsewhere."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="documents", verbose_name=_("plan"))

    class Meta(Cited.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Figure(Keyed, Bilingual):
    """A count or target of a plan as a source states it, such as 51 projects."""

    told_by = "label"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="figures", verbose_name=_("plan"))
    label = LineField(_("what is counted"), max_length=200, blank=True)
    value = LineField(_("value"), max_length=100)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="figures", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "pk"]
