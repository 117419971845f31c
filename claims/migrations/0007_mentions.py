"""Which claims and articles ever mentioned a thing, for the pages as of a day in the past."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """From every document there is, in batches."""
    from claims.record import mentions  # noqa: PLC0415  needs models, which are not loaded when this module is

    mentions.fill(apps.get_model("claims", "Document"), apps.get_model("claims", "Mention"))


KINDS = [("article", "article"), ("speaker", "speaker"), ("outlet", "outlet"), ("topic", "topic")]


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_capture_file")]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[*KINDS, ("origin", "first known source")],
                        max_length=10,
                        verbose_name="kind of thing",
                    ),
                ),
                ("thing", models.PositiveBigIntegerField(verbose_name="thing")),
                (
                    "by_kind",
                    models.CharField(
                        choices=[("claim", "claim"), *KINDS], max_length=10, verbose_name="mentioned by a"
                    ),
                ),
                ("by", models.PositiveBigIntegerField(verbose_name="mentioned by")),
                ("since", models.PositiveBigIntegerField(verbose_name="first in the document of revision")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "indexes": [models.Index(fields=["by_kind", "by"], name="mention_by")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "thing", "by_kind", "by"), name="mention_once"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
