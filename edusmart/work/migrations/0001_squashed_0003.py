from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('work', '0001_initial'), ('work', '0002_gate_limit'), ('work', '0003_words_for_staff')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ProviderGate',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='provider')),
                ('closed_until', models.DateTimeField(blank=True, null=True, verbose_name='closed until')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='failures in a row')),
                ('probing', models.BooleanField(default=False, verbose_name='tries whether it answers')),
                ('answered', models.PositiveIntegerField(default=0, verbose_name='answers since')),
                ('limit', models.PositiveIntegerField(blank=True, null=True, verbose_name='at once at most')),
            ],
            options={
                'verbose_name': 'provider gate',
                'verbose_name_plural': 'provider gates',
            },
        ),
    ]
