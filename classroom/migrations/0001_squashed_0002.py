import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('classroom', '0001_classes'), ('classroom', '0002_words_for_staff')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('join_code', models.CharField(editable=False, max_length=6, null=True, unique=True)),
                ('join_until', models.DateTimeField(editable=False, null=True)),
                ('pictures', models.BooleanField(default=True, help_text='Needs PICTURE_SIGN_IN as well.', verbose_name='sign-in with pictures')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made on')),
                ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='classes', to=settings.AUTH_USER_MODEL, verbose_name='teacher')),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('sealed', models.CharField(editable=False, max_length=400)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('last_used_at', models.DateTimeField(editable=False, null=True)),
                ('pupil', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='card', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sign-in card',
                'verbose_name_plural': 'sign-in cards',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='joined on')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='pupil')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='classroom.schoolclass', verbose_name='class')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school_class', 'pupil'), name='once_in_each_class')],
                'verbose_name': 'pupil',
                'verbose_name_plural': 'pupils',
            },
        ),
    ]
