from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.utils.timezone


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0031_class_question"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            "uploadattempt", options={"verbose_name": "refused upload", "verbose_name_plural": "refused uploads"}
        ),
        migrations.AddField(
            "uploadattempt", "code", models.CharField("reason", max_length=40, blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("uploadattempt", "size", models.PositiveBigIntegerField("size", null=True)),
        migrations.AddField(
            "uploadattempt", "format", models.CharField("format", max_length=8, blank=True, default=""), preserve_default=False
        ),
        migrations.AlterField(
            "uploadattempt", "begun_at", models.DateTimeField("begun", default=django.utils.timezone.now)
        ),
        migrations.AlterField("uploadattempt", "refused_at", models.DateTimeField("refused", null=True)),
        migrations.AlterField(
            "uploadattempt",
            "user",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, django.db.models.deletion.CASCADE, related_name="+", verbose_name="person"
            ),
        ),
    ]
