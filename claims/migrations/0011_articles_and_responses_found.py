"""Articles and responses are found by their words, as claims are."""

from collections.abc import Iterator

from django.db import migrations, models

from claims.search.words import folded_words

BATCH = 1_000
WORDS = {
    "Article": ("title", "byline", "outlet__name"),
    "Response": (
        *("speaker__name", "speaker__description", "role"),
        *("title", "words", "translation"),
    ),
}


def fill(apps, schema_editor):
    """Fold the words of the rows there are. The index itself is put up after every `migrate`."""
    with schema_editor.connection.cursor() as cursor:
        for name, columns in WORDS.items():
            model = apps.get_model("claims", name)
            for rows in in_batches(model.objects.using(schema_editor.connection.alias), columns):
                values = [
                    (" ".join(folded_words(" ".join(row[column] or "" for column in columns))), row["pk"]) for row in rows
                ]
                cursor.executemany(f"UPDATE {model._meta.db_table} SET search_text = %s WHERE id = %s", values)


def in_batches(rows, columns) -> Iterator[list]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values("pk", *columns)[:BATCH]):
        last = batch[-1]["pk"]
        yield batch


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_capture_withheld")]

    operations = [
        migrations.AddField(
            model_name="article", name="search_text", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="response", name="search_text", field=models.TextField(default="", editable=False)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
