from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0010_waits_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='bookmark',
            name='finished_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
