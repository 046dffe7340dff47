"""The questions asked about links of articles to plans, and the sentences that show them."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from publishing.languages import CODES, localized


def _proved():
    """That a language which is ready has a sentence in the text, or a note."""
    from news.models import Evidence

    proof = Q()
    for code in CODES:
        sentence = Evidence.objects.filter(link=OuterRef("pk"), language=code, state=Evidence.State.PRESENT)
        in_words = Exists(sentence) | Q(**{f"{localized('note', code)}__isnull": False})
        proof |= Q(**{f"article__{localized('ready', code)}": True}) & Q(in_words)
    return proof


class PlanLinkQuerySet(QuerySet):
    """Links between articles and plans."""

    def shown(self, at=None):
        """The links that readers see: accepted, between two public items, with a sentence or a note."""
        from news.models import Article
        from plans.models import Plan

        return self.accepted().filter(
            _proved(), article__in=Article.objects.published(at), plan__in=Plan.objects.published(at)
        )

    def waiting(self):
        """Accepted links that wait for an editor: nothing shows them, or a sentence has left a text that readers have."""
        from news.models import Evidence

        rows = Evidence.objects.filter(link=OuterRef("pk"))
        noted = Q(*((f"{localized('note', code)}__isnull", False) for code in CODES), _connector=Q.OR)
        lost = Q()
        for code in CODES:
            gone = rows.filter(language=code, state=Evidence.State.LOST)
            lost |= Q(**{f"article__{localized('ready', code)}": True, f"{localized('note', code)}__isnull": True}) & Q(
                Exists(gone)
            )
        shown = Exists(rows.filter(state=Evidence.State.PRESENT)) | noted
        return self.accepted().filter(lost | ~Q(shown))

    def waiting_of(self, article):
        """The links of an article that wait for an editor, with their plans."""
        return self.waiting().filter(article=article).select_related("plan")

    def accepted(self):
        """The links that an editor accepted."""
        return self.filter(decision="accepted")

    def codes_of(self, article):
        """The codes of the plans about which somebody has decided for an article. One query."""
        return set(self.filter(article=article).values_list("plan__code", flat=True))

    def with_key(self, key):
        """One link."""
        return self.filter(pk=key)

    def accepted_of(self, article):
        """The accepted links of an article with their plans. One query."""
        return self.accepted().filter(article=article).select_related("plan")

    def with_sentence(self):
        """Links that have a sentence in the text, not a note alone."""
        from news.models import Evidence

        return self.filter(Exists(Evidence.objects.filter(link=OuterRef("pk"), state=Evidence.State.PRESENT)))

    def with_evidence(self):
        """With the sentences that still stand in the text. One query more."""
        from news.models import Evidence

        present = Evidence.objects.filter(state=Evidence.State.PRESENT).order_by("language", "paragraph", "start")
        return self.prefetch_related(Prefetch("evidence", present, to_attr="sentences"))

    def with_plan(self):
        """With the plan and its part at hand."""
        return self.select_related("plan", "part").order_by("plan__first_year", "pk")

    def about(self, plan):
        """Links to a plan, the newest article first."""
        return self.filter(plan=plan).order_by(F("article__listed_at").desc(nulls_last=True), "-article__pk")

    def with_article(self):
        """With the article and its publisher at hand."""
        return self.select_related("article", "article__publisher").defer(
            *(f"article__{localized('body', code)}" for code in CODES), "article__body"
        )

    def newest_first(self):
        """By the date of the article."""
        return self.order_by("-article__listed_at", "-article__pk", "pk")


class EvidenceQuerySet(QuerySet):
    """Sentences that show links."""

    def of_article(self, article):
        """The evidence of all links of an article."""
        return self.filter(link__article=article)

    def with_key(self, key):
        """One row."""
        return self.filter(pk=key)

    def in_language(self, language):
        """The sentences of a language."""
        return self.filter(language=language)

    def besides(self, key):
        """All but one row."""
        return self.exclude(pk=key)
