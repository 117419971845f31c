"""Run every benchmark on SQLite and, where there is one, on PostgreSQL."""

from tests.benchmarks import alike, desk, lookups, marks

marks.main()
lookups.main()
desk.main()
alike.main()
