"""Signing in by a one-time link. Everything else about accounts is allauth's."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.access import once_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_once(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Show a button that signs in, and sign in when it is pressed.

    Looking does not spend the link, because mail programs and chats look at links to show a preview.
    """
    with transaction.atomic():
        # Locked, so that of two presses at the same moment one wins.
        user = User.objects.select_for_update().filter(pk=_account_id(uidb64), is_active=True).first()
        if user is None or not once_token.check_token(user, token):
            return render(request, "account/once_spent.html", status=410)
        if request.method != "POST":
            return render(request, "account/once.html", {"account": user})
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


def _account_id(uidb64: str) -> int:
    """The account's number, or 0, which no account has."""
    try:
        number = int(urlsafe_base64_decode(uidb64).decode("ascii"))
    except ValueError:
        return 0
    # What no database column holds, none can be asked for.
    return number if 0 < number < 2**63 else 0
