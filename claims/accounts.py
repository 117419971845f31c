"""Accounts: how one comes to be, and how sign-in differs from what allauth does by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.access import EDITORS

_SIGNED_OUT = "account/messages/logged_out.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation, and nobody is told to have signed out before it is so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return render(request, "account/account_inactive.html", status=403)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **options: Any
    ) -> None:
        # allauth says it first and signs out then, which fails where the record cannot be written.
        if message_template != _SIGNED_OUT:
            super().add_message(request, level, message_template, *args, **options)

    def logout(self, request: HttpRequest) -> None:
        super().logout(request)
        super().add_message(request, messages.SUCCESS, _SIGNED_OUT)


@transaction.atomic
def invite_editor(*, username: str, email: str = "", administrator: bool = False) -> tuple[User, bool]:
    """Make (or find) an account, put it into the group of editors, and say whether it is new.

    A new account has no password; its owner signs in by a one-time link and may choose one then. An existing one keeps
    its password, and what it may do is only ever added to. Raises ``ValidationError`` for a name or address that
    accounts may not have.
    """
    user = User.objects.filter(username__iexact=username).first()
    created = user is None
    if user is None:
        user = User(username=username)
        user.set_unusable_password()
    user.email = email or user.email
    if administrator:
        user.is_staff = user.is_superuser = True
    user.full_clean()
    user.save()
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    user.groups.add(editors)
    return user, created
