from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0016_scene_traced")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="told_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
    ]
