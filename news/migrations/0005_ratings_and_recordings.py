"""What readers think of an article, and recordings of it being read out."""

import django.db.models.deletion
import news.models.recordings
import publishing.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_bin_dated_and_old_moments_forgotten'),
    ]

    operations = [
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', publishing.fields.LineField(help_text="How it is found at the desk, such as by the title of the article. Readers don't see it.", max_length=300, verbose_name='what is read')),
                ('file', models.FileField(help_text='MP3, M4A or OGG, at most 100 MB. MP3 and M4A play in every browser.', upload_to=news.models.recordings.random_name, verbose_name='file')),
                ('language', models.CharField(help_text="In which it is read. It can't be changed later.", max_length=8, verbose_name='language')),
                ('voice', models.CharField(choices=[('person', 'Read by a person'), ('synthetic', 'Synthetic voice')], default='person', max_length=10, verbose_name='voice')),
                ('seconds', models.PositiveIntegerField(editable=False, verbose_name='length in seconds')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
                'ordering': ['-created_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ('vi', 'en'))), name='news_recording_language_is_known'), models.CheckConstraint(condition=models.Q(('voice__in', ['person', 'synthetic'])), name='news_recording_voice_is_known'), models.CheckConstraint(condition=models.Q(('seconds__gte', 1)), name='news_recording_lasts_a_second')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(max_length=64, verbose_name='reader')),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('given_at', models.DateTimeField(auto_now_add=True, verbose_name='given')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='news.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('article', 'reader'), name='news_rating_is_one_per_article_and_reader'), models.CheckConstraint(condition=models.Q(('stars__range', (1, 5))), name='news_rating_is_one_to_five_stars')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(editable=False, max_length=8, verbose_name='language')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='news.article', verbose_name='article')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='news.recording', verbose_name='recording')),
            ],
            options={
                'verbose_name': 'recording of the article',
                'verbose_name_plural': 'recordings of the article',
                'ordering': ['language', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('article', 'language'), name='news_reading_is_one_per_article_and_language', violation_error_message='This article has a recording in this language already.'), models.CheckConstraint(condition=models.Q(('language__in', ('vi', 'en'))), name='news_reading_language_is_known')],
            },
        ),
    ]
