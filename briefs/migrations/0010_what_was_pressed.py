from django.db import migrations, models
from django.db.models import F


def _make_first(apps, schema_editor):
    """What has an hour had its missing audio made by the switch; from now on that is of the hour alone."""
    briefs = apps.get_model("briefs", "Brief").objects.using(schema_editor.connection.alias)
    scheduled = briefs.filter(publish_at__isnull=False, out_at=None)
    scheduled.update(makes_first=F("by_itself"))


class Migration(migrations.Migration):

    dependencies = [
        ('briefs', '0009_words_for_staff'),
    ]

    operations = [
        migrations.AddField(
            model_name='brief',
            name='makes_first',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='brief',
            name='waiting_edition',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='version',
            name='pressed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='version',
            name='out_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(_make_first, migrations.RunPython.noop, elidable=True),
    ]
