"""The desk of news."""

from news.admin.archive import LookAdmin
from news.admin.article import ArticleAdmin
from news.admin.lists import AuthorAdmin, PublisherAdmin, RecordingAdmin, TopicAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "LookAdmin", "PublisherAdmin", "RecordingAdmin", "TopicAdmin"]
