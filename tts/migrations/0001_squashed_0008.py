import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tts', '0001_initial'), ('tts', '0002_pronunciations'), ('tts', '0003_reference_voices'), ('tts', '0004_waits_for'), ('tts', '0005_turns_between_owners'), ('tts', '0006_voice_permissions'), ('tts', '0007_staff_figures'), ('tts', '0008_words_for_staff')]

    initial = True

    dependencies = [
        ('live', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='key')),
                ('maker', models.CharField(blank=True, max_length=80)),
                ('file', models.CharField(blank=True, max_length=200, verbose_name='file')),
                ('size', models.PositiveIntegerField(default=0, help_text='bytes', verbose_name='size')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('duration', models.FloatField(default=0, help_text='seconds', verbose_name='length')),
                ('words', models.JSONField(default=list)),
                ('engine', models.CharField(blank=True, max_length=40, verbose_name='engine')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made on')),
                ('frames', models.JSONField(editable=False, help_text='where its MP3 frames are', null=True)),
                ('voice', models.CharField(blank=True, db_index=True, max_length=60, verbose_name='voice')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
            },
        ),
        migrations.CreateModel(
            name='Narration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rev', models.BigIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('processing', 'Being made'), ('completed', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='pending', max_length=10, verbose_name='state')),
                ('provider', models.CharField(blank=True, editable=False, max_length=40, verbose_name='provider')),
                ('claim', models.CharField(blank=True, editable=False, max_length=80, verbose_name='worker')),
                ('attempts', models.PositiveIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('given_back', models.PositiveIntegerField(default=0, editable=False)),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='held by its worker until')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='not before')),
                ('urgent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='somebody looks at it since')),
                ('turn', models.PositiveIntegerField(default=0, editable=False)),
                ('cancel_requested', models.BooleanField(default=False, editable=False, verbose_name='to be stopped')),
                ('error_code', models.CharField(blank=True, editable=False, max_length=40, verbose_name='code of the reason')),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reason')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ordered')),
                ('started_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='begun')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('text', models.TextField(verbose_name='words')),
                ('voice', models.CharField(db_index=True, max_length=60, verbose_name='voice')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('rate', models.FloatField(default=1.0, verbose_name='speed')),
                ('format', models.CharField(default='mp3', max_length=4, verbose_name='format')),
                ('key', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='key')),
                ('filename', models.CharField(editable=False, max_length=120, unique=True, verbose_name='public name')),
                ('topic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.topic')),
                ('recording', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrations', to='tts.recording', verbose_name='recording')),
                ('needed_by', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='to be heard from')),
                ('said_as', models.TextField(blank=True, editable=False, verbose_name='how it is said')),
                ('waits_for', models.CharField(blank=True, db_default='', default='', editable=False, max_length=80, verbose_name='waits for')),
                ('band', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ('length', models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='characters', verbose_name='length')),
                ('owner', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('took_turn_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['topic', 'rev'], name='tts_narrati_topic_i_6e07ef_idx'), models.Index(fields=['claim'], name='tts_narrati_claim_29bf68_idx'), models.Index(condition=models.Q(('status', 'pending'), ('waits_for', '')), fields=['band', 'provider', 'owner', 'turn', 'length', 'due_at', 'id'], name='narration_in_turn'), models.Index(condition=models.Q(('status', 'pending'), ('urgent_at__isnull', False)), fields=['urgent_at'], name='narration_urgent'), models.Index(condition=models.Q(('status', 'processing')), fields=['lease_until'], name='narration_leases'), models.Index(condition=models.Q(('status', 'pending'), models.Q(('waits_for', ''), _negated=True)), fields=['due_at'], name='narration_waits'), models.Index(condition=models.Q(('took_turn_at__isnull', False), ('urgent_at__isnull', True)), fields=['band', 'took_turn_at'], name='narration_turns'), models.Index(condition=models.Q(('took_turn_at__isnull', False), ('urgent_at__isnull', False)), fields=['took_turn_at'], name='narration_urgent_turns'), models.Index(condition=models.Q(('needed_by__isnull', False), ('status', 'pending')), fields=['needed_by'], name='narration_needed'), models.Index(fields=['status', 'finished_at'], name='narration_ended')],
                'verbose_name': 'narration',
                'verbose_name_plural': 'narrations',
            },
        ),
        migrations.CreateModel(
            name='Pronunciation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('ar', 'العربية'), ('es', 'Español'), ('fr', 'Français')], default='en', max_length=8, verbose_name='language')),
                ('word', models.CharField(max_length=80, verbose_name='word')),
                ('say_as', models.CharField(max_length=200, verbose_name='how it is said')),
            ],
            options={
                'ordering': ['language', 'word'],
                'constraints': [models.UniqueConstraint(fields=('language', 'word'), name='one_way_to_say_a_word')],
                'verbose_name': 'pronunciation',
                'verbose_name_plural': 'pronunciations',
            },
        ),
        migrations.CreateModel(
            name='ReferenceVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As it is shown where voices are chosen.', max_length=60, verbose_name='name')),
                ('language', models.CharField(choices=[('en', 'English'), ('ar', 'العربية'), ('es', 'Español'), ('fr', 'Français')], default='en', max_length=8, verbose_name='language')),
                ('consent_by', models.CharField(help_text='Whose voice it is, or who may agree for them: a parent for a child.', max_length=200, verbose_name='consent given by')),
                ('consent_on', models.DateField(verbose_name='consent given on')),
                ('voice_id', models.CharField(editable=False, max_length=60, unique=True, verbose_name='name at the speech service')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added on')),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('asked_at', models.DateTimeField(editable=False, null=True)),
                ('is_forgotten', models.BooleanField(default=False, editable=False)),
                ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('open_to', models.CharField(choices=[('named', 'the people named below'), ('editors', 'editors and the people named below'), ('everyone', 'everyone who is signed in')], default='named', max_length=8, verbose_name='may be used by')),
                ('people', models.ManyToManyField(blank=True, help_text='Whoever adds the voice may always use it.', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='named people')),
            ],
            options={
                'ordering': ['language', 'name'],
                'verbose_name': 'reference voice',
                'verbose_name_plural': 'reference voices',
            },
        ),
    ]
