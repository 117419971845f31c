# Everything sets up what it needs by itself: Python 3.12 or newer is all that has to be there.
# PORT, SITE_URL, DATABASE_URL and the rest of the environment are in the README.

PYTHON ?=
export PYTHON PORT

.DEFAULT_GOAL := help
.PHONY: help run dev test check bench requirements

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## serve the site on http://127.0.0.1:8000, with its demonstration record (PORT= changes it)
	@bin/set-up requirements.txt
	@exec .venv/bin/python manage.py serve

dev: ## the same with DEBUG, restarting when a file changes
	@bin/set-up requirements.txt
	@DEBUG=on exec .venv/bin/python manage.py serve --reload

test: ## every test, on SQLite and, where there is one, on PostgreSQL
	@bin/set-up requirements.txt requirements-dev.txt
	@exec bin/test

check: ## lint, format, types, migrations, system checks
	@bin/set-up requirements.txt requirements-dev.txt
	@exec .venv/bin/python bin/check

bench: ## the benchmarks
	@bin/set-up requirements.txt requirements-dev.txt
	@exec .venv/bin/python -m tests.benchmarks

requirements: ## pin the newest allowed versions of what requirements*.in name
	@bin/set-up requirements.txt requirements-dev.txt
	@bin/pin
