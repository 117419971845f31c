"""What every template may know about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Name and address of this site, who answers for it, and where its readers write to.

    It looks at nothing in the request, so that it can never make a page that is kept for all readers depend on
    who asked for it.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact": settings.CONTACT,
        "publisher": settings.PUBLISHER,
        "editor_in_charge": settings.EDITOR,
    }
