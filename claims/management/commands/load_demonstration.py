"""Record the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from claims import demonstration
from claims.management.base import RecordCommand
from claims.models import Claim


class Command(RecordCommand):
    """`load_demonstration [--by NAME]`: says each claim as it is recorded; leaves a record with claims alone."""

    help = "Record the demonstration: eight claims from four public cases. Does nothing where there are claims already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by",
            metavar="NAME",
            help=f"the account to record it under (default: “{demonstration.ACCOUNT}”, which cannot sign in)",
        )

    def handle(self, *, by: str | None, **options: Any) -> None:
        user = User.objects.filter(username=by).first() if by else None
        if by and user is None:
            raise CommandError(f"There is no account {by}. Make it first: manage.py invite {by}")
        recorded = 0

        def say(claim: Claim) -> None:
            nonlocal recorded
            recorded += 1
            self.stdout.write(f"Demonstration {recorded} of {demonstration.CLAIMS}: {claim.statement}")

        try:
            demonstration.load(by=user, progress=say)
        except demonstration.NotEmptyError:
            self.stdout.write("The record has claims already; the demonstration was left out.")
