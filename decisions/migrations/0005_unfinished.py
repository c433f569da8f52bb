"""An index for the queue's third block: what is approved or shared, and not closed."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("decisions", "0004_sent_by"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                fields=["school", "submitted_at", "id"],
                name="disclosure_unfinished",
                condition=Q(stage__in=("approved", "shared")),
            ),
        ),
    ]
