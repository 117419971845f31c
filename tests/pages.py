"""A record with every kind of page in it, and the addresses of all pages: for checks that look at each."""

import re

from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from claims import workflow
from claims.access import sign_in_once_path
from claims.models import Answer, Appearance, Approach, Article, Claim, Evidence, Outlet, Response, Speaker, Topic
from claims.urls import desk
from claims.vocabulary import Status
from tests.factories import (
    ClaimFactory,
    DraftFactory,
    SpeakerFactory,
    answered,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    ran,
    withdrawn,
)
from tests.views.reader import every_public_address


def fill_the_record(editor: User) -> None:
    """The demonstration, and a claim in each state that it lacks."""
    call_command("load_demonstration", verbosity=0)
    full_claim()
    denied_on_evidence()
    marked(full_claim(), Status.OPEN)
    withdrawn()
    draft = DraftFactory()
    ran(draft)
    answered(draft)
    merged, survivor = ClaimFactory(), ClaimFactory()
    workflow.merge_claims(
        merged,
        into=survivor,
        based_on=merged.version,
        into_based_on=survivor.version,
        reason="The same claim.",
        by=editor,
    )
    secret = full_claim()
    workflow.withhold_claim_text(secret, reason="A court ordered it.", by=editor)
    taken_back = full_claim()
    workflow.retract(taken_back.answers.order_by("-pk")[0], reason="It was another bridge.", by=editor)
    denied(ClaimFactory(statement=f"The toll is collected by the {'Donaudampfschifffahrts' * 5}gesellschaft."))
    from_right_to_left = ClaimFactory(statement="وزارة النقل وقعت عقد الجسر قبل المناقصة.")
    denied(from_right_to_left, speaker=SpeakerFactory(name="ליאור כהן"), words="הדבר אינו נכון", language="he")


def public_pages(*, of_each: int = 5) -> list[str]:
    """Addresses of public pages that are HTML: every list, and of each kind of page at most so many, newest last."""
    seen: dict[str, int] = {}
    chosen = []
    for address in every_public_address():
        kind = "/".join(part if not part.isdecimal() else "#" for part in address.split("/")[:4])
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= of_each and not address.endswith((".atom", ".bib", ".json", ".jsonl", ".txt", ".xml")):
            chosen.append(address)
    claim = Claim.objects.listed().order_by("pk")[0]
    # Addresses of sources are longer than a narrow page is wide.
    linked = Claim.objects.listed().filter(answers__response__url__gt="").order_by("pk")[0]
    extra = [
        reverse("claim_detail", args=[claim.pk, claim.slug]) + "?as_of=2100-01-01",
        reverse("claim_revision", args=[linked.pk, linked.head.number]) + "?against=1",
        *(f"{reverse(name)}?as_of=2100-01-01" for name in ("claim_list", "article_list", "speaker_list")),
        *(
            f"{address}?as_of=2100-01-01"
            for address in chosen
            if re.match("/(speakers|outlets|topics|origins)/.", address)
        ),
        reverse("speaker_detail", args=["vladimir-putin"]) + "?cases=denials-overtaken",
        reverse("claim_list") + "?as_of=2001-01-01",
        reverse("topic_detail", args=[Topic.objects.published()[0].slug]) + "?as_of=2001-01-01",
        reverse("claim_list") + "?q=bridge&status=denied",
        reverse("claim_list") + "?q=nothing-has-this-word",
        reverse("claim_list") + "?since=yesterday",
        "/claims/999/",
        "/no/such/page/",
        "/claims/?as_of=yesterday",
        reverse("claim_detail", args=[claim.pk, claim.slug]) + "?as_of=2001-01-01",
        reverse("account_login"),
        reverse("account_inactive"),
        sign_in_once_path(User.objects.latest("pk")),
        reverse("sign_in_once", args=["MQ", "spent-link"]),
    ]
    return chosen + extra


def desk_pages() -> list[str]:
    """Addresses of every desk page that can be looked at, for a public claim and for a draft."""
    rows: dict[str, list[object]] = {
        "claim_id": [
            Claim.objects.filter(answers__isnull=False, appearances__isnull=False).listed().order_by("-pk")[0].pk,
            Claim.objects.filter(state="draft")[0].pk,
        ],
        "article_id": [Article.objects.filter(versions__isnull=False)[0].pk, Article.objects.order_by("pk")[0].pk],
        "appearance_id": [Appearance.objects.filter(retraction="", claim__state="public").latest("pk").pk],
        "evidence_id": [Evidence.objects.filter(retraction="", claim__state="public").latest("pk").pk],
        "approach_id": [Approach.objects.filter(retraction="", claim__state="public").latest("pk").pk],
        "response_id": [Response.objects.latest("pk").pk],
        "answer_id": [Answer.objects.filter(retraction="", claim__state="public").latest("pk").pk],
        "speaker_id": [Speaker.objects.latest("pk").pk],
        "outlet_id": [Outlet.objects.latest("pk").pk],
        "topic_id": [Topic.objects.latest("pk").pk],
        "capture_id": [],
    }
    only_posted = {"approach_outcome", "mark_undo", "claim_publish", "presence_note", "claims_bulk"}
    only_posted |= {"article_put_back", "filter_save", "filter_remove", "note_remove"}
    # What is a part of a page, or data, is looked at where it stands.
    parts = {"claim_changed", "forms_accepted", "speaker_known"}
    addresses = []
    for pattern in desk:
        if pattern.name in only_posted | parts or str(pattern.name).startswith("lookup_"):
            continue
        [argument] = pattern.pattern.converters or [None]
        arguments = [{argument: value} for value in rows[argument]] if argument else [{}]
        addresses += [reverse(pattern.name or "", kwargs=kwargs) for kwargs in arguments]
    return [
        *addresses,
        reverse("account_set_password"),
        reverse("account_logout"),
        reverse("desk_queue") + "?show=denied",
        reverse("response_new") + f"?claim={rows['claim_id'][0]}",
    ]


def account_pages() -> list[str]:
    """Addresses of the pages that only somebody with a password sees."""
    return [reverse("account_change_password"), reverse("account_reauthenticate")]


def admin_pages() -> list[str]:
    """Addresses of some pages of the administration."""
    speaker = Speaker.objects.latest("pk")
    claim = Claim.objects.listed().latest("pk")
    return [
        reverse("admin:index"),
        reverse("admin:claims_claim_changelist"),
        reverse("admin:claims_claim_change", args=[claim.pk]),
        reverse("admin:claims_speaker_changelist"),
        reverse("admin:claims_speaker_change", args=[speaker.pk]),
        reverse("admin:claims_revision_changelist"),
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_add"),
    ]
