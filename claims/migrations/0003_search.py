"""Names folded for comparison, and every row's words as the index of words has them."""

from collections.abc import Iterator

from django.db import migrations, models

from claims.search.words import folded_name, folded_words

BATCH = 1_000


def fill(apps, schema_editor):
    """Fold the names and words of the rows there are. The index itself is put up after every `migrate`."""

    def words_of_a_named_one(row, apart):
        shown = row["name"] or row.get("description", "")
        return {"search_text": " ".join(folded_words(f"{shown} {apart}")), "folded_name": folded_name(shown)}

    def claim(row):
        return {"search_text": " ".join(folded_words(f"{row['statement']} {row['claimant']}"))}

    def origin(row):
        return {"search_text": " ".join(folded_words(row["label"]))}

    def speaker(row):
        return words_of_a_named_one(row, row["description"] if row["name"] else "")

    def topic(row):
        return words_of_a_named_one(row, row["description"])

    def outlet(row):
        return words_of_a_named_one(row, row["url"].partition("://")[2].removeprefix("www.").rstrip("/"))

    with schema_editor.connection.cursor() as cursor:
        for name, folded, columns in (
            ("Claim", claim, ("statement", "claimant")),
            ("Origin", origin, ("label",)),
            ("Speaker", speaker, ("name", "description")),
            ("Topic", topic, ("name", "description")),
            ("Outlet", outlet, ("name", "url")),
        ):
            model = apps.get_model("claims", name)
            for rows in in_batches(model.objects.using(schema_editor.connection.alias), columns):
                values = [(*folded(row).values(), row["pk"]) for row in rows]
                columns_set = ", ".join(f"{column} = %s" for column in folded(rows[0]))
                cursor.executemany(f"UPDATE {model._meta.db_table} SET {columns_set} WHERE id = %s", values)


def in_batches(rows, columns) -> Iterator[list]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values("pk", *columns)[:BATCH]):
        last = batch[-1]["pk"]
        yield batch


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_desk")]

    operations = [
        migrations.AddField(
            model_name="outlet",
            name="folded_name",
            field=models.CharField(default="", editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name="speaker",
            name="folded_name",
            field=models.CharField(default="", editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name="topic",
            name="folded_name",
            field=models.CharField(default="", editable=False, max_length=500),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex(
            model_name="outlet", index=models.Index(fields=["folded_name"], name="outlet_by_name")
        ),
        migrations.AddIndex(
            model_name="speaker", index=models.Index(fields=["folded_name"], name="speaker_by_name")
        ),
        migrations.AddIndex(
            model_name="topic", index=models.Index(fields=["folded_name"], name="topic_by_name")
        ),
    ]
