import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

#: The groups that say what people may do.
NAMES = ("students", "editors", "staff")


def create_groups(apps, schema_editor):
    for name in NAMES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_groups'), ('accounts', '0003_audit_trail'), ('accounts', '0004_second_factors'), ('accounts', '0005_sessions_and_token_scopes'), ('accounts', '0006_identities'), ('accounts', '0007_class_events'), ('accounts', '0008_held_back'), ('accounts', '0009_identities_that_made_accounts'), ('accounts', '0010_words_for_staff')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('one_time_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='AuthenticatorApp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(editable=False, max_length=255)),
                ('last_step', models.BigIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('last_used_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='authenticator_app', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'app that shows codes',
                'verbose_name_plural': 'apps that show codes',
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('last_used_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
                ('made_account', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name_plural': 'accounts elsewhere',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='one_person_an_identity')],
                'verbose_name': 'account elsewhere',
            },
        ),
        migrations.CreateModel(
            name='OpenSession',
            fields=[
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='opened', serialize=False, to='sessions.session')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('address', models.CharField(blank=True, max_length=45)),
                ('browser', models.CharField(blank=True, max_length=60)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
            },
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('credential', models.BinaryField()),
                ('sign_count', models.BigIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('last_used_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'passkey',
                'verbose_name_plural': 'passkeys',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made on')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked on')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='good until')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('scope', models.CharField(choices=[('read', 'read'), ('write', 'read and change'), ('publish', 'read, change and publish')], default='publish', max_length=10, verbose_name='it may')),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('event', models.CharField(choices=[('signed_in', 'signed in'), ('sign_in_failed', 'failed to sign in'), ('signed_out', 'signed out'), ('published', 'published'), ('taken_back', 'took back what was published'), ('removed', 'removed'), ('restored', 'brought back'), ('deleted', 'deleted'), ('exported', 'got a copy of everything'), ('erased', 'erased'), ('groups_changed', 'changed groups'), ('rights_changed', 'changed rights'), ('token_made', 'made a token or a private link'), ('token_revoked', 'revoked a token or a private link'), ('admin_acted', 'changed something in the administration'), ('second_factor_failed', 'failed at the second step'), ('factor_added', 'added a second step'), ('factor_removed', 'took away a second step'), ('session_ended', 'ended a session'), ('password_reset', 'set another’s password anew'), ('reset_asked', 'asked for a new password'), ('identity_added', 'connected an account elsewhere'), ('identity_removed', 'disconnected an account elsewhere'), ('class_joined', 'joined a class'), ('class_left', 'left a class'), ('join_failed', 'failed to join a class'), ('roster_imported', 'imported pupils'), ('card_made', 'made a sign-in card'), ('cards_shown', 'printed sign-in cards'), ('shared', 'shared'), ('sent_back', 'sent back'), ('held_back', 'stayed back')], max_length=20, verbose_name='what was done')),
                ('thing', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='to what')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='address')),
                ('network', models.CharField(blank=True, max_length=45, verbose_name='network')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='number of the request')),
                ('typed', models.CharField(blank=True, max_length=64, verbose_name='mark of the name that was typed')),
                ('details', models.JSONField(default=dict, verbose_name='details')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='whose account')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit trail',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['typed', 'at'], name='accounts_au_typed_aaed1f_idx'), models.Index(fields=['network', 'at'], name='accounts_au_network_b61635_idx')],
            },
        ),
        migrations.RunPython(create_groups, migrations.RunPython.noop),
    ]
