"""The desk of what articles refer to: authors, publishers, topics, recordings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.models import Author, Publisher, Recording, Topic
from news.recording_forms import RecordingForm
from publishing.admin import BilingualAdmin, side_by_side
from publishing.admin.bilingual import Held
from publishing.querysets import items_showing


@admin.register(Author)
class AuthorAdmin(BilingualAdmin):
    list_display = ("told", "kind", "key")
    fieldsets = [(None, {"fields": (*side_by_side("title"), ("kind", "key"))})]


@admin.register(Publisher)
class PublisherAdmin(BilingualAdmin):
    list_display = ("told", "key", "address")
    fieldsets = [(None, {"fields": (*side_by_side("title"), ("key", "address"), ("marks", "sections"))})]


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
