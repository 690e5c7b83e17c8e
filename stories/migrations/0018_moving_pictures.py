from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0017_told_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='illustration',
            name='front',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='illustration',
            name='falls',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=10),
        ),
    ]
