"""Project configuration. Importing it decides which SQLite the process uses (``config.sqlite``).

It has to happen before Django imports its database backend, and every entry point imports ``config.settings`` first.
"""

from config import sqlite

sqlite.install()
