"""The administration: everything can be looked at, nothing public can be changed or deleted past the workflow."""

import json
import re
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims import workflow
from claims.admin import LookOnly, NameAdmin
from claims.models import (
    ArticleVersion,
    Capture,
    Claim,
    Document,
    DraftDecision,
    Evidence,
    FormerSlug,
    Mark,
    Note,
    Outlet,
    Presence,
    Response,
    Revision,
    RevisionAuthor,
    SavedFilter,
    Speaker,
    Submission,
    Topic,
)
from claims.submissions import accept_once
from claims.vocabulary import Change, SpeakerKind, Status

from .factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    assessed,
    denied,
    ran,
)

OURS = list(apps.get_app_config("claims").get_models())
NAMES: list[type[Speaker] | type[Outlet] | type[Topic]] = [Speaker, Outlet, Topic]
LOOK_ONLY = [model for model in OURS if model not in NAMES]


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    """A browser signed in as the administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def everything(administrator: User) -> Claim:
    """A public claim with a row of every kind around it, and a name that changed its address."""
    claim = ClaimFactory.create(topics=[TopicFactory.create()])
    ran(claim)
    denied(claim)
    assessed(claim)
    approached(claim)
    speaker = Speaker.objects.filter(head__isnull=False).earliest("pk")
    workflow.rename(speaker, based_on=speaker.version, name="Another Name", by=administrator)
    Submission.objects.create(token="0c3a1b0e-6a7b-4f0e-9d55-3a5f1c2e4b6d", user=administrator, location="/desk/")
    Capture.objects.create(
        response=Response.objects.earliest("pk"), file="a", name="a.png", media_type="image/png", size=1
    )
    Note.objects.create(claim=claim, text="Ask again.", made_by=administrator)
    Presence.objects.create(claim=claim, editor=administrator, seen_at=timezone.now())
    DraftDecision.objects.create(claim=DraftFactory.create(), change=Change.REWORDED, made_by=administrator)
    SavedFilter.objects.create(editor=administrator, name="Mine")
    claim.refresh_from_db()
    return claim


def page(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def rows() -> str:
    """Everything in our tables, for comparing."""
    return json.dumps([serialize("json", model._default_manager.order_by("pk")) for model in OURS])


def test_every_model_can_be_looked_at(office: Client, everything: Claim) -> None:
    for model in OURS:
        row = model._default_manager.first()
        assert row is not None
        assert office.get(page(model, "changelist")).status_code == 200, model
        assert office.get(page(model, "change", row.pk)).status_code == 200, model
        assert office.get(page(model, "history", row.pk)).status_code == 200, model
        assert office.get(page(model, "add")).status_code == (200 if model in NAMES else 403), model


def test_every_other_page_of_the_administration_answers(office: Client, administrator: User) -> None:
    for model in set(admin.site._registry) - set(OURS):
        assert office.get(page(model, "changelist")).status_code == 200, model
        assert office.get(page(model, "add")).status_code == 200, model
    assert office.get(page(User, "change", administrator.pk)).status_code == 200
    index = office.get(reverse("admin:index"))
    assert "Onrecord: administration" in index.content.decode()


def test_a_tampered_change_is_refused(office: Client, everything: Claim) -> None:
    before = rows()
    for model in LOOK_ONLY:
        tampered = {field.name: "tampered" for field in model._meta.concrete_fields}
        row = model._default_manager.first()
        assert row is not None
        assert office.post(page(model, "change", row.pk), tampered).status_code == 403, model
        assert office.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        assert office.post(page(model, "add"), tampered).status_code == 403, model
    assert rows() == before


def test_a_public_name_cannot_be_changed_or_deleted(office: Client, everything: Claim) -> None:
    before = rows()
    for model in NAMES:
        thing = model._default_manager.filter(head__isnull=False).earliest("pk")
        tampered = {"name": "Tampered", "kind": "person", "description": "x", "based_on": thing.version}
        assert office.post(page(model, "change", thing.pk), tampered).status_code == 403, model
        assert office.post(page(model, "delete", thing.pk), {"post": "yes"}).status_code == 403, model
    assert rows() == before


def test_nothing_is_deleted_in_bulk(office: Client, everything: Claim) -> None:
    OutletFactory.create()
    before = rows()
    for model in OURS:
        chosen = list(model._default_manager.values_list("pk", flat=True))
        sent = {"action": "delete_selected", "_selected_action": chosen, "index": 0, "post": "yes"}
        assert office.post(page(model, "changelist"), sent).status_code in {200, 302, 403}, model
    assert rows() == before


def test_a_page_links_to_the_desk_that_changes_it(office: Client, everything: Claim) -> None:
    wanted = {
        Claim: reverse("claim_desk", args=[everything.pk]),
        Mark: reverse("claim_desk", args=[Mark.objects.earliest("pk").claim_id]),
        ArticleVersion: reverse("article_desk", args=[ArticleVersion.objects.earliest("pk").article_id]),
        Evidence: reverse("evidence_edit", args=[Evidence.objects.earliest("pk").pk]),
        Speaker: reverse("speaker_edit", args=[Speaker.objects.earliest("pk").pk]),
    }
    for model, address in wanted.items():
        row = model._default_manager.earliest("pk")
        assert f'href="{address}"' in office.get(page(model, "change", row.pk)).content.decode()
    assert reverse("claim_new") in office.get(page(Claim, "changelist")).content.decode()


def test_a_list_says_by_whom_or_on_what(office: Client, everything: Claim) -> None:
    for model in (Claim, Mark):
        row = model._default_manager.earliest("pk")
        for address in (page(model, "changelist"), page(model, "change", row.pk)):
            shown = office.get(address).content.decode()
            assert "Denied by those concerned" in shown
            # Its bare name stands among the filters of a list only.
            assert not re.search(r">\s*denied\s*<", shown.split('id="changelist-filter"')[0], re.IGNORECASE)


@pytest.mark.parametrize(
    ("query", "status"),
    [("q=" + "a" * 60_000, 200), ("q=" + "a+" * 10_000, 200), ("recorded_at__year=99999999999", 400)],
)
def test_a_list_is_asked_for_words_without_end_or_no_year(
    office: Client, everything: Claim, query: str, status: int
) -> None:
    assert office.get(f"{page(Claim, 'changelist')}?{query}").status_code == status


def test_a_revision_shows_its_document_as_text(office: Client, administrator: User) -> None:
    claim = ClaimFactory.create(statement='A <script>alert(1)</script> & "more".')
    shown = office.get(page(Revision, "change", claim.head_id)).content.decode()
    assert "<script>alert" not in shown
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; \\&quot;more\\&quot;." in shown
    assert shown.count(f"&quot;id&quot;: {claim.pk}") == 1
    assert "A &lt;script&gt;" in office.get(page(Document, "change", claim.head_id)).content.decode()


def test_a_withheld_document_is_said_to_be(office: Client, administrator: User) -> None:
    claim = ClaimFactory.create(statement="Withheld words.")
    published = claim.head_id
    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=administrator)
    shown = office.get(page(Revision, "change", published)).content.decode()
    assert "Its text was withheld." in shown
    assert "Withheld words." not in shown


def test_revisions_are_found_by_kind_subject_and_fingerprint(office: Client, administrator: User) -> None:
    claim = ClaimFactory.create()
    assert claim.head is not None
    searches = {
        "claim": 1,
        str(claim.pk): 1,
        claim.head.digest[:12]: 1,
        f"claim {claim.pk}": 1,
        "outlet": 0,
        "9" * 30: 0,
    }
    for query, found in searches.items():
        answer = office.get(page(Revision, "changelist"), {"q": query})
        assert answer.status_code == 200, query
        assert answer.context["cl"].result_count == found, query


# Names


def test_names_are_made_through_the_workflow(office: Client) -> None:
    office.post(page(Speaker, "add"), {"kind": "unnamed", "name": "", "description": "Kremlin source"})
    office.post(page(Outlet, "add"), {"name": "The Gazette", "url": "https://gazette.example/"})
    office.post(page(Topic, "add"), {"name": "Bridges", "description": "What spans."})
    speaker, outlet, topic = Speaker.objects.get(), Outlet.objects.get(), Topic.objects.get()
    assert (str(speaker), speaker.kind, str(outlet), str(topic)) == (
        "Kremlin source",
        SpeakerKind.UNNAMED,
        "The Gazette",
        "Bridges",
    )
    assert not any(thing.is_recorded for thing in (speaker, outlet, topic))


def test_a_name_with_no_words_is_refused_beside_its_field(office: Client) -> None:
    answer = office.post(page(Speaker, "add"), {"kind": "person", "name": "", "description": "x"})
    assert answer.status_code == 200
    assert "A person or institution needs a name." in answer.content.decode()
    assert not Speaker.objects.exists()


def test_a_name_not_yet_public_is_corrected_and_has_no_address(office: Client) -> None:
    speaker = SpeakerFactory.create(name="Dmitri Peskow")
    sent = {"name": "Dmitry Peskov", "description": "", "based_on": speaker.version, "kind": "institution"}
    assert office.post(page(Speaker, "change", speaker.pk), sent).status_code == 302
    corrected = Speaker.objects.get()
    assert (corrected.name, corrected.slug, corrected.kind) == ("Dmitry Peskov", None, SpeakerKind.PERSON)
    assert corrected.version == speaker.version + 1
    assert not FormerSlug.objects.exists()


def test_a_correction_does_not_overwrite_a_colleagues(office: Client, editor: User) -> None:
    outlet = OutletFactory.create(name="The Gazete")
    workflow.rename(outlet, based_on=outlet.version, name="The Gazette", by=editor)
    answer = office.post(page(Outlet, "change", outlet.pk), {"name": "Gazete", "based_on": outlet.version})
    assert answer.status_code == 200
    assert "A colleague changed this meanwhile." in answer.content.decode()
    assert Outlet.objects.get().name == "The Gazette"


def test_an_unused_name_is_deleted_but_not_one_in_use(office: Client) -> None:
    unused, used = OutletFactory.create(), OutletFactory.create()
    ArticleFactory.create(outlet=used)
    assert office.post(page(Outlet, "delete", unused.pk), {"post": "yes"}).status_code == 302
    assert office.post(page(Outlet, "delete", used.pk), {"post": "yes"}).status_code == 200
    assert list(Outlet.objects.all()) == [used]


def test_a_name_that_became_public_meanwhile_is_not_deleted(office: Client) -> None:
    topic = TopicFactory.create()
    ClaimFactory.create(topics=[topic])
    with pytest.raises(ValidationError, match="became public meanwhile"):
        admin.site.get_model_admin(Topic).delete_model(HttpRequest(), topic)
    assert Topic.objects.get() == topic


def test_an_account_with_accepted_forms_can_be_deleted(office: Client, everything: Claim, editor: User) -> None:
    accept_once(UUID("0c3a1b0e-6a7b-4f0e-9d55-3a5f1c2e4b6e"), lambda: "/desk/", by=editor)
    office.post(page(User, "delete", editor.pk), {"post": "yes"})
    assert not User.objects.filter(pk=editor.pk).exists()
    assert RevisionAuthor.objects.exists()


def test_staff_without_permission_see_nothing(client: Client, everything: Claim) -> None:
    client.force_login(User.objects.create_user("clerk", password="a-long-enough-password", is_staff=True))
    for model in OURS:
        assert client.get(page(model, "changelist")).status_code == 403


# All pages


def test_more_rows_add_no_query(office: Client, everything: Claim) -> None:
    def queries(model: type[Model]) -> int:
        with CaptureQueriesContext(connection) as captured:
            office.get(page(model, "changelist"))
        return len(captured)

    more_of_everything(1)
    office.get(page(Claim, "changelist"))
    before = {model.__name__: queries(model) for model in OURS}
    more_of_everything(4)
    assert {model.__name__: queries(model) for model in OURS} == before


def more_of_everything(number: int) -> None:
    colleagues = [User.objects.create_user(f"colleague-{User.objects.count()}") for _ in range(number)]
    for by in colleagues:
        claim = ClaimFactory.create(topics=list(Topic.objects.all()))
        ran(claim)
        denied(claim)
        response = Response.objects.latest("pk")
        Capture.objects.create(response=response, file=f"b{response.pk}", name="b.png", media_type="image/png", size=1)
        Note.objects.create(claim=claim, text="Ask again.", made_by=by)
        Presence.objects.create(claim=claim, editor=by, seen_at=timezone.now())
        DraftDecision.objects.create(claim=DraftFactory.create(), change=Change.REWORDED, made_by=by)
        SavedFilter.objects.create(editor=by, name="Mine")
        answered(claim)
        assessed(claim)
        approached(claim)


def test_no_page_needs_what_the_content_security_policy_forbids(office: Client, everything: Claim) -> None:
    addresses = [reverse("admin:index"), reverse("admin:password_change"), page(User, "add")]
    for model in OURS:
        row = model._default_manager.first()
        assert row is not None
        addresses += [page(model, "changelist"), page(model, "change", row.pk)]
    addresses += [page(model, "add") for model in NAMES]
    for address in addresses:
        answer = office.get(address)
        shown = answer.content.decode()
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"], address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|href=.javascript:", shown), address
        for script in re.findall(r"<script([^>]*)>", shown):
            assert "src=" in script or 'type="application/json"' in script, (address, script)


def test_every_model_of_ours_has_a_page_that_looks_only_or_goes_through_the_workflow() -> None:
    for model in OURS:
        known = admin.site._registry[model]
        assert isinstance(known, NameAdmin if model in NAMES else LookOnly)


def test_drafts_are_changed_on_the_desk_too(office: Client) -> None:
    draft = DraftFactory.create(statement="A draft.")
    assert office.post(page(Claim, "change", draft.pk), {"statement": "Tampered"}).status_code == 403
    draft.refresh_from_db()
    assert (draft.statement, draft.status) == ("A draft.", Status.OPEN)
    assert not Revision.objects.filter(change=Change.PUBLISHED).exists()
