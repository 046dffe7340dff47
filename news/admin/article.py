"""The form of an article at the desk, and the list of articles."""

from django.contrib import admin, messages
from django.forms import Script
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news import linking
from news.admin.filters import WaitingLinksFilter
from news.admin.parts import BylineInline, PlanLinkInline, ReadingInline, SourceInline
from news.admin.suggesting import SuggestingDesk
from news.admin.taking_in import TakingInDesk
from news.forms import ArticleForm, DatedField
from news.models import Article, PlanLink
from publishing.admin import PublishedAdmin, side_by_side
from publishing.languages import localized


@admin.register(Article)
class ArticleAdmin(TakingInDesk, SuggestingDesk, PublishedAdmin):
    class Media:
        js = (Script("js/suggest.js", type="module"), Script("js/intake.js", type="module"))

    # List
    list_display = ("told", "told_state", "told_languages", "told_plans", "told_date")
    list_filter = (*PublishedAdmin.list_filter, WaitingLinksFilter, "topics", "publisher")
    ordering = ("-listed_at", "-created_at")
    # Form
    fieldsets = [
        (None, {"fields": side_by_side("kicker", "title", "lead", "body")}),
        (
            _("About the article"),
            {
                "fields": (
                    ("dated_at", "dated_precision", "publisher"),
                    "original",
                    ("cover", "topics", "countries"),
                    *side_by_side("place"),
                )
            },
        ),
        (_("Address"), {"fields": side_by_side("slug"), "classes": ("collapse",)}),
    ]
    form = ArticleForm
    change_form_template = "admin/news/article/change_form.html"
    autocomplete_fields = ("publisher", "cover", "topics", "countries")
    inlines = (PlanLinkInline, BylineInline, SourceInline, ReadingInline)

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        in_list = request.resolver_match.url_name == "news_article_changelist"
        return articles.without_body().with_plan_links() if in_list else articles

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "dated_at":
            return DatedField(label=field.label, required=False, help_text=field.help_text)
        return field

    @admin.display(description=_("plans"))
    def told_plans(self, article):
        return ", ".join(link.plan.label for link in article.accepted_links) or "–"

    @admin.display(description=_("date"), ordering="listed_at")
    def told_date(self, article):
        return timezone.localdate(article.listed_at) if article.listed_at else None

    def save_formset(self, request, form, formset, change):
        if formset.model is PlanLink:
            for row in formset.forms:
                if "decision" in row.changed_data or row.instance._state.adding:
                    row.instance.decided_by, row.instance.decided_at = request.user, timezone.now()
        super().save_formset(request, form, formset, change)
        if formset.model is PlanLink:
            for row in formset.forms:
                if row.instance.pk and not row.instance._state.adding and row not in formset.deleted_forms:
                    self.keep_sentences(row)

    def key_of_new(self, request, row):
        """A link made by hand has the key that it would have if it had been suggested."""
        if isinstance(row.instance, PlanLink) and row.instance.plan_id and row.instance.article_id:
            return linking.key_of_link(row.instance.article, row.instance.plan_id)
        return super().key_of_new(request, row)

    def keep_sentences(self, row):
        if "plan" in row.changed_data:
            linking.prove(row.instance, row.sentences())
            return
        chosen = {
            code: text for code, text in row.sentences().items() if localized("sentence", code) in row.changed_data
        }
        if chosen:
            linking.prove(row.instance, chosen)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        self.keep_decisions(request, article)
        linking.settle(article)
        hidden = [link.plan.label for link in PlanLink.objects.waiting_of(article)]
        if hidden:
            told = gettext("Readers don't see the link to %(plans)s yet: it needs a sentence of the text, or a note.")
            # Said once it is saved: this runs in a trial.
            self.message_user(request, told % {"plans": ", ".join(hidden)}, messages.WARNING)
