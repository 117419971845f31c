"""A name with an apostrophe is also found as one word: "obrien" finds O'Brien."""

from collections.abc import Iterator

from django.db import migrations

from claims.search.words import words_as_one

BATCH = 1_000


def fill(apps, schema_editor):
    """Add to the words of the names there are what an apostrophe parts, as one word."""
    shown = {
        "Speaker": lambda row: f"{row['name'] or row['description']} {row['description'] if row['name'] else ''}",
        "Topic": lambda row: f"{row['name']} {row['description']}",
        "Outlet": lambda row: f"{row['name']} {row['url'].partition('://')[2].removeprefix('www.').rstrip('/')}",
    }
    columns = {"Speaker": ("name", "description"), "Topic": ("name", "description"), "Outlet": ("name", "url")}
    with schema_editor.connection.cursor() as cursor:
        for name, text_of in shown.items():
            model = apps.get_model("claims", name)
            for rows in in_batches(model.objects.using(schema_editor.connection.alias), columns[name]):
                added = [(" ".join(words_as_one(text_of(row))), row) for row in rows]
                values = [(f"{row['search_text']} {words}", row["pk"]) for words, row in added if words]
                cursor.executemany(f"UPDATE {model._meta.db_table} SET search_text = %s WHERE id = %s", values)


def in_batches(rows, columns) -> Iterator[list]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values("pk", "search_text", *columns)[:BATCH]):
        last = batch[-1]["pk"]
        yield batch


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_what_was_sent")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
