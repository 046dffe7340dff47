"""The desk of news."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news import linking
from news.forms import ArticleForm, DatedField, PlanLinkForm, PlanLinkFormSet
from news.models import Article, Author, Byline, PlanLink, Publisher, Reading, Recording, Source, Topic
from news.recording_forms import ReadingFormSet, RecordingForm
from publishing.admin import BilingualAdmin, PublishedAdmin, side_by_side
from publishing.admin.bilingual import Held
from publishing.languages import localized
from publishing.querysets import items_showing


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    autocomplete_fields = ("author",)
    verbose_name_plural = _("authors")


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    autocomplete_fields = ("publisher",)
    fields = (("publisher", "authors", "language"), "title", "address", ("dated_on", "dated_precision", "order"))
    classes = ("collapse",)


class ReadingInline(admin.TabularInline):
    model = Reading
    formset = ReadingFormSet
    extra = 0
    autocomplete_fields = ("recording",)
    verbose_name_plural = _("recordings")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recording")


class PlanLinkInline(admin.StackedInline):
    model = PlanLink
    form = PlanLinkForm
    formset = PlanLinkFormSet
    extra = 0
    autocomplete_fields = ("plan",)
    verbose_name_plural = _("plans discussed")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan", "part").prefetch_related("evidence")

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": (("plan", "part", "decision"), *side_by_side("sentence", "note"))})]

    def get_formset(self, request, obj=None, **kwargs):
        # The sentences are fields of the form alone; the model's own fields are named in its Meta.
        return super().get_formset(request, obj, **kwargs | {"fields": self.form.Meta.fields})


@admin.register(Article)
class ArticleAdmin(PublishedAdmin):
    # List
    list_display = ("told", "told_state", "told_languages", "told_plans", "told_date")
    list_filter = (*PublishedAdmin.list_filter, "topics", "publisher")
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
        linking.settle(article)
        hidden = [link.plan.label for link in PlanLink.objects.hidden(article)]
        if hidden:
            told = gettext("Readers don't see the link to %(plans)s yet: it needs a sentence of the text, or a note.")
            # Said once it is saved: this runs in a trial.
            self.message_user(request, told % {"plans": ", ".join(hidden)}, messages.WARNING)


@admin.register(Author)
class AuthorAdmin(BilingualAdmin):
    list_display = ("told", "kind", "key")
    fieldsets = [(None, {"fields": (*side_by_side("title"), ("kind", "key"))})]


@admin.register(Publisher)
class PublisherAdmin(BilingualAdmin):
    list_display = ("told", "key", "address")
    fieldsets = [(None, {"fields": (*side_by_side("title"), ("key", "address"))})]


@admin.register(Topic)
class TopicAdmin(BilingualAdmin):
    list_display = ("told", "key")
    fieldsets = [(None, {"fields": (*side_by_side("title"), "key")})]


@admin.register(Recording)
class RecordingAdmin(Held, admin.ModelAdmin):
    """Recordings of articles being read out; the article's own form says which one it has."""

    # List
    list_display = ("subject", "language", "told_length", "voice", "created_at")
    # Shows the search field; what is found is decided in get_search_results.
    search_fields = ("pk",)
    # Form
    form = RecordingForm
    fields = ("subject", "file", ("language", "voice"))

    @admin.display(description=_("length"))
    def told_length(self, recording):
        minutes, seconds = divmod(recording.seconds, 60)
        return f"{minutes}:{seconds:02}"

    def get_readonly_fields(self, request, obj=None):
        # Articles have one recording in each language, which the database holds on to.
        return ("language", "told_length") if obj else ()

    def get_search_results(self, request, queryset, search_term):
        return (queryset.about(search_term) if search_term else queryset), False

    def delete_queryset(self, request, queryset):
        """One by one: each takes its file along."""
        for recording in queryset:
            recording.delete()

    def get_deleted_objects(self, objs, request):
        """A recording that an article has, or is about to have, is not deleted."""
        names, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return names, counts, lacking, [*protected, *(str(item) for one in objs for item in items_showing(one))]
