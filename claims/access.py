"""Who may do what. An editor is an active account in the group "Editors", or an administrator (superuser)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

EDITORS = "Editors"


class EditorRequest(HttpRequest):
    """A request as views behind `editor_required` get it."""

    user: User
    htmx: HtmxDetails


def is_editor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the account may use the desk: active, and in the group "Editors" or a superuser. One query at most."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name=EDITORS).exists()


def editors() -> QuerySet[User]:
    """Every account that may use the desk, by name."""
    in_group = User.groups.through.objects.filter(group__name=EDITORS).values("user")
    may = Q(is_superuser=True) | Q(pk__in=in_group)
    return User.objects.filter(may, is_active=True).order_by("username")


def editor_required[**P](
    view: Callable[Concatenate[EditorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let editors into a view; send the signed-out to sign in and refuse others with 403.

    An HTMX request is answered with a redirect of the whole page, never with a sign-in page inside a fragment, and
    comes back to the page that the browser shows, not to the fragment's address. So does what was posted, which cannot
    be sent again after signing in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_editor(request.user):
            response = view(cast(EditorRequest, request), *args, **kwargs)
            # One address may answer with a page or a part of it.
            patch_vary_headers(response, ["HX-Request", "HX-Current-URL"])
            return response
        if request.user.is_authenticated:
            raise PermissionDenied(_("Your account is not in the group of editors."))
        return _sent_to_sign_in(request)

    return guarded


def _sent_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    is_posted = request.method not in {"GET", "HEAD"}
    # Only forms have one: pages also send by themselves who is looking at a claim.
    if "once" in request.POST:
        messages.warning(
            request,
            _(
                "You were signed out, so what you sent was not saved. This browser keeps what you typed and shows it "
                "again once you have signed in. Where scripts are off, go back and copy it first."
            ),
        )
    back_to = _page_shown(request, htmx) if is_posted or htmx else request.get_full_path()
    address = f"{reverse('account_login')}?{urlencode({'next': back_to})}"
    return HttpResponseClientRedirect(address) if htmx else redirect(address)


def _page_shown(request: HttpRequest, htmx: HtmxDetails | None) -> str:
    """The page of this site that the browser showed when it sent the request; the queue where it does not say."""
    shown = (htmx.current_url if htmx else None) or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(shown, {request.get_host()}, require_https=request.is_secure()):
        return reverse("desk_queue")
    return urlunsplit(urlsplit(shown)._replace(scheme="", netloc="", fragment=""))


class OnceTokenGenerator(PasswordResetTokenGenerator):
    """Tokens for signing in once: any sign-in, a new password or a disabled account spends them all.

    They are good for ``PASSWORD_RESET_TIMEOUT`` seconds.
    """

    key_salt = "claims.access.OnceTokenGenerator"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        # To the microsecond, unlike Django's: two sign-ins within one second must not leave a spent link valid.
        last_login = "" if user.last_login is None else user.last_login.timestamp()
        return f"{user.pk}|{user.password}|{last_login}|{user.is_active}|{timestamp}"


once_token = OnceTokenGenerator()


def sign_in_once_path(user: User) -> str:
    """The path of a link that signs this account in, once."""
    uidb64 = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("sign_in_once", args=[uidb64, once_token.make_token(user)])
