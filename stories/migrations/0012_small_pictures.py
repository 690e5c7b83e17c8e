from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0011_finished_stories'),
    ]

    operations = [
        migrations.AddField(
            model_name='illustration',
            name=name,
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200),
        )
        for name in ('thumb', 'cover')
    ]
