"""What the server runs: ``application``."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Utf8Request(WSGIRequest):
    """A request whose address and forms are UTF-8, whatever it says.

    Django would decode them by any codec that Python has and the request names, before any middleware can answer for
    what goes wrong.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


class Handler(WSGIHandler):
    request_class = Utf8Request


try:
    django.setup(set_prefix=False)
    application = Handler()
except ImproperlyConfigured as error:
    sys.exit(f"Onrecord cannot start. {error}")
