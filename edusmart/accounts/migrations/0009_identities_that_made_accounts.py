from datetime import timedelta

from django.db import migrations, models
from django.db.models import F

#: An account and the identity that it was made with began in one transaction.
AT_ONCE = timedelta(seconds=10)


def find_made_accounts(apps, schema_editor):
    Identity = apps.get_model("accounts", "Identity")
    began = Identity.objects.filter(created_at__lte=F("user__date_joined") + AT_ONCE)
    keys = list(began.values_list("pk", flat=True))
    Identity.objects.filter(pk__in=keys).update(made_account=True)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0008_held_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="made_account",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(find_made_accounts, migrations.RunPython.noop, elidable=True),
    ]
