from django.conf import settings
from django.db import migrations, models


def keep_open(apps, schema_editor):
    """What was offered to everyone stays so; new voices are for the people they name."""
    apps.get_model("tts", "ReferenceVoice").objects.update(open_to="everyone")


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("tts", "0005_turns_between_owners"),
    ]

    operations = [
        migrations.AddField(
            model_name="referencevoice",
            name="open_to",
            field=models.CharField(
                choices=[
                    ("named", "the people named below"),
                    ("editors", "editors and the people named below"),
                    ("everyone", "everyone who is signed in"),
                ],
                default="named",
                max_length=8,
                verbose_name="may be used by",
            ),
        ),
        migrations.AddField(
            model_name="referencevoice",
            name="people",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whoever adds the voice may always use it.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="named people",
            ),
        ),
        migrations.RunPython(keep_open, migrations.RunPython.noop, elidable=True),
    ]
