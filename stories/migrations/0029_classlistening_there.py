from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0028_words_for_staff")]

    operations = [
        migrations.AddField(
            model_name="classlistening",
            name="there",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
