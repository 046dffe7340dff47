from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='old_files',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name='picture',
            name='sizes',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
