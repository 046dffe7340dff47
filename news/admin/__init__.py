"""The desk of news."""

from news.admin.article import ArticleAdmin
from news.admin.lists import AuthorAdmin, PublisherAdmin, RecordingAdmin, TopicAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "PublisherAdmin", "RecordingAdmin", "TopicAdmin"]
