import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [('briefs', '0001_initial'), ('briefs', '0002_publishing'), ('briefs', '0003_error_codes'), ('briefs', '0004_authors_leave'), ('briefs', '0005_classes'), ('briefs', '0006_versions'), ('briefs', '0007_desks_and_counts'), ('briefs', '0008_audio_problem_code'), ('briefs', '0009_words_for_staff'), ('briefs', '0010_what_was_pressed')]

    dependencies = [
        ('classroom', '0002_words_for_staff'),
        ('live', '0001_initial'),
        ('tts', '0008_words_for_staff'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('spans', models.JSONField(default=list)),
                ('is_counted', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='DaySalt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('salt', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='who makes it')),
                ('cover', models.CharField(blank=True, editable=False, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Brief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('edition', models.PositiveIntegerField(default=1, editable=False)),
                ('voice', models.CharField(default='professional', max_length=100)),
                ('publish_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='publish at')),
                ('out_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('out_title', models.CharField(blank=True, editable=False, max_length=200)),
                ('out_language', models.CharField(blank=True, editable=False, max_length=8)),
                ('out_edition', models.PositiveIntegerField(default=0, editable=False)),
                ('waiting_edition', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ('makes_first', models.BooleanField(db_default=False, default=False, editable=False)),
                ('was_due_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('held_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('for_classes', models.BooleanField(db_default=False, default=False, editable=False, help_text='for its classes alone')),
                ('is_template', models.BooleanField(default=False, editable=False)),
                ('pause_seconds', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('has_jingle', models.BooleanField(default=False, editable=False)),
                ('by_itself', models.BooleanField(default=False, help_text='make missing audio by itself')),
                ('audio_due_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('audio_problem', models.CharField(blank=True, editable=False, max_length=300)),
                ('audio_problem_code', models.CharField(blank=True, db_default='', default='', editable=False, max_length=40)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='briefs', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='briefs', to='briefs.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'brief',
                'verbose_name_plural': 'briefs',
                'ordering': ['-updated_at'],
            },
        ),
        migrations.CreateModel(
            name='AudioGenerationJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('processing', 'Being made'), ('completed', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='pending', editable=False, max_length=10, verbose_name='state')),
                ('progress', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='percent made')),
                ('total_items', models.PositiveIntegerField(default=0, editable=False, verbose_name='of how many')),
                ('completed_items', models.PositiveIntegerField(default=0, editable=False, verbose_name='made')),
                ('failed_items', models.PositiveIntegerField(default=0, editable=False, verbose_name='not made')),
                ('error_code', models.CharField(blank=True, editable=False, max_length=40, verbose_name='code of the reason')),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reason')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ordered')),
                ('started_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='begun')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('voice_id', models.CharField(max_length=100, verbose_name='voice')),
                ('new_chars', models.PositiveIntegerField(default=0, editable=False, help_text='Characters that nobody had spoken before.', verbose_name='new characters')),
                ('ordered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ordered by')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='briefs.brief', verbose_name='brief')),
            ],
            options={
                'verbose_name': 'audio job',
                'verbose_name_plural': 'audio jobs',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BriefItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('position', models.PositiveIntegerField(verbose_name='place')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='words')),
                ('language', models.CharField(blank=True, help_text='Empty: as the brief.', max_length=8, verbose_name='language')),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='briefs.brief')),
                ('narration', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tts.narration', verbose_name='narration')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
            ],
            options={
                'verbose_name': 'item',
                'verbose_name_plural': 'items',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BriefShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='classroom.schoolclass')),
                ('shared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='briefs.brief')),
            ],
            options={
                'verbose_name': 'brief shared with a class',
                'verbose_name_plural': 'briefs shared with classes',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BriefTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seconds', models.FloatField(default=0, help_text='listened, as far as this site was told')),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='briefs.brief')),
            ],
            options={
                'verbose_name': 'brief opened by a pupil',
                'verbose_name_plural': 'briefs opened by pupils',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Downloads',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='briefs.brief')),
            ],
            options={
                'verbose_name': 'downloads of a day',
                'verbose_name_plural': 'downloads by day',
            },
        ),
        migrations.CreateModel(
            name='HeardItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heard_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='briefs.briefitem')),
                ('trace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heard', to='briefs.brieftrace')),
            ],
            options={
                'verbose_name': 'item heard by a pupil',
                'verbose_name_plural': 'items heard by pupils',
            },
        ),
        migrations.CreateModel(
            name='ItemAudio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_audios', to='briefs.briefitem', verbose_name='item')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_audios', to='briefs.audiogenerationjob', verbose_name='audio job')),
                ('narration', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='item_audio', to='tts.narration', verbose_name='narration')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
            ],
            options={
                'verbose_name': 'audio of an item',
                'verbose_name_plural': 'audio of the items',
            },
        ),
        migrations.CreateModel(
            name='Listening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('plays', models.PositiveIntegerField(default=0)),
                ('finished', models.PositiveIntegerField(default=0, help_text='heard to the end')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listenings', to='briefs.briefitem')),
            ],
            options={
                'verbose_name': 'plays of a day',
                'verbose_name_plural': 'plays by day',
            },
        ),
        migrations.CreateModel(
            name='FeedLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made on')),
                ('fetched_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('programs', models.JSONField(default=list, editable=False)),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked on')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feed_links', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='briefs.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'private link',
                'verbose_name_plural': 'private links',
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=8)),
                ('pressed_at', models.DateTimeField(null=True)),
                ('out_at', models.DateTimeField(null=True)),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='briefs.brief')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='VersionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='place')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='words')),
                ('language', models.CharField(blank=True, help_text='Empty: as the brief.', max_length=8, verbose_name='language')),
                ('of_item', models.BigIntegerField()),
                ('narration', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tts.narration', verbose_name='narration')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='briefs.version')),
            ],
            options={
                'verbose_name': 'item of a version',
                'verbose_name_plural': 'items of versions',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AtDesk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('item', models.BigIntegerField(default=0)),
                ('seen_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'editor at a desk',
                'verbose_name_plural': 'editors at desks',
                'constraints': [models.UniqueConstraint(fields=('topic', 'user'), name='once_at_each_desk')],
            },
        ),
        migrations.AddIndex(
            model_name='audiogenerationjob',
            index=models.Index(fields=['topic', 'rev'], name='briefs_audi_topic_i_600edd_idx'),
        ),
        migrations.AddIndex(
            model_name='briefitem',
            index=models.Index(fields=['topic', 'rev'], name='briefs_brie_topic_i_efbfbc_idx'),
        ),
        migrations.AddConstraint(
            model_name='briefshare',
            constraint=models.UniqueConstraint(fields=('thing', 'school_class'), name='briefshare_once_in_each_class'),
        ),
        migrations.AddConstraint(
            model_name='brieftrace',
            constraint=models.UniqueConstraint(fields=('pupil', 'thing'), name='one_brieftrace_for_each_pupil'),
        ),
        migrations.AddConstraint(
            model_name='downloads',
            constraint=models.UniqueConstraint(fields=('brief', 'day'), name='one_download_count_a_day'),
        ),
        migrations.AddConstraint(
            model_name='hearditem',
            constraint=models.UniqueConstraint(fields=('trace', 'item'), name='heard_once_in_each_trace'),
        ),
        migrations.AddIndex(
            model_name='itemaudio',
            index=models.Index(fields=['topic', 'rev'], name='briefs_item_topic_i_a5a68b_idx'),
        ),
        migrations.AddConstraint(
            model_name='itemaudio',
            constraint=models.UniqueConstraint(fields=('job', 'item'), name='one_audio_for_each_item_of_a_job'),
        ),
        migrations.AddConstraint(
            model_name='listening',
            constraint=models.UniqueConstraint(fields=('item', 'day'), name='one_count_for_each_item_and_day'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['topic', 'rev'], name='briefs_vers_topic_i_1203da_idx'),
        ),
    ]
