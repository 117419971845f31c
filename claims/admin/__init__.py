"""A look at everything, for administrators, and corrections of names that are not public yet.

The record itself is read-only here, as everywhere. What the public sees changes through the workflow alone, so its rows
are shown with a link to the desk page that changes them. Speakers, outlets and topics may be made here and, while the
record does not know them, corrected and deleted.
"""

from django.conf import settings
from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Importing them is what registers their pages.
from . import desk, names, record, rows
from .look import LookOnly
from .names import NameAdmin

__all__ = ["LookOnly", "NameAdmin", "desk", "names", "record", "rows"]

admin.site.site_header = format_lazy(_("{site}: administration"), site=settings.SITE_NAME)
admin.site.site_title = format_lazy(_("{site}: administration"), site=settings.SITE_NAME)
admin.site.index_title = _("Everything there is")
