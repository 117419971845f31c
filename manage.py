#!/usr/bin/env python
"""Onrecord's commands. ``manage.py help`` lists them."""

import os
import sys
from io import TextIOWrapper


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    if isinstance(sys.stdout, TextIOWrapper):
        # A service's log shows each line of progress when it is said, as a terminal does.
        sys.stdout.reconfigure(line_buffering=True)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Onrecord cannot start. {error}")


if __name__ == "__main__":
    main()
