"""Make accounts, and let their owners in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from claims.access import sign_in_once_path
from claims.accounts import invite_editor
from claims.management.base import RecordCommand


class Command(RecordCommand):
    """`invite NAME [--email …] [--admin]`: prints a link that signs in once; again for an account there is."""

    help = "Make an editor's account, or find it, and print a link that signs its owner in once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the account's name, for signing in")
        parser.add_argument("--email", default="", help="where its owner can be reached")
        parser.add_argument("--admin", action="store_true", help="also an administrator, who may use /admin/")

    def handle(self, *, name: str, email: str, admin: bool, **options: Any) -> None:
        try:
            user, created = invite_editor(username=name, email=email, administrator=admin)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not user.is_active:
            raise CommandError(f"The account {user.username} is disabled. Enable it in /admin/ first.")
        days = settings.PASSWORD_RESET_TIMEOUT // 86400
        self.stdout.write(f"{'New account' if created else 'Account'}: {user.username}")
        self.stdout.write(f"Sign-in link, good once and for {days} days: {settings.SITE_URL}{sign_in_once_path(user)}")
