"""What may never be said, whatever is on record."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from claims import wording
from claims.dates import PartialDate
from claims.reading import (
    AnswerReading,
    AppearanceReading,
    ApproachReading,
    ArticleReading,
    AttributionReading,
    ClaimReading,
    EvidenceReading,
    Header,
    MarkReading,
    OriginReading,
    OutletReading,
    ResponseReading,
    SpeakerReading,
    TopicReading,
)
from claims.vocabulary import Change, Ground, Kind, State, Status

ROOT = Path(settings.BASE_DIR)
FORBIDDEN = re.compile(
    r"\b(false(ly|hoods?)?|lie[sd]?|lying|liars?|debunk\w*|refut\w*|admit(s|ted|ting)?|admissions?"
    r"|evade[sd]?|evad(ing|es)|evasi\w+|silent(ly)?|silenc\w+)\b",
    re.IGNORECASE,
)
JUDGING = re.compile(r"%%|\b(scor\w+|rank\w*|rating\w*|rated|percent\w*|reliab\w+|credib\w+)\b", re.IGNORECASE)
BARE_STATUS = re.compile(r"\b(Denied|Confirmed)\b(?! by\b| on evidence\b)")
BARE_VERB = re.compile(r"\b(denied|confirmed)\b(?! it\b| one part\b| by\b| on evidence\b)")


# In the messages and templates


def messages(path: Path) -> Iterator[str]:
    """Every text that a module gives to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node.func) in GETTEXT:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


GETTEXT = {"_", *(f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy"))}


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


class VisibleText(HTMLParser):
    """What a template shows or reads out, with the texts of its translation tags; not its code."""

    SPOKEN = frozenset({"alt", "aria-label", "aria-description", "content", "placeholder", "title", "value"})

    def __init__(self, template: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0
        self._keep_messages(template)
        self.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.DOTALL))

    def _keep_messages(self, template: str) -> None:
        self.texts += re.findall(r"\{%\s*(?:translate|trans)\b.*?%\}|_\(.*?\)", template, flags=re.DOTALL)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if ("name", "htmx-config") not in attrs:
            self.texts += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


MODULES = sorted((ROOT / "claims").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_judges_a_speaker(path):
    assert [text for text in messages(path) if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_judges_a_speaker(path):
    texts = VisibleText(path.read_text(encoding="utf-8")).texts
    assert [text.strip() for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("text", ["That is false.", "He lied", "DEBUNKED", "refutes", "admitted", "evades", "Silence"])
def test_the_scan_finds_each_word_in_a_template(text):
    for template in (
        f"<p>{text}</p>",
        f'{{% translate "{text}" %}}',
        f"{{% blocktranslate %}}{text}{{% endblocktranslate %}}",
        f'<input placeholder="{text}">',
        f'{{% include "x.html" with label=_("{text}") %}}',
    ):
        assert any(map(FORBIDDEN.search, VisibleText(template).texts)), template


def test_the_scan_leaves_code_alone():
    template = '<p aria-hidden="false">{% if silent %}{% cycle "a" silent %}{% endif %}</p><script>false</script>'
    assert not any(map(FORBIDDEN.search, VisibleText(template).texts))


WORDING = sorted((ROOT / "claims" / "wording").glob("*.py"))


@pytest.mark.parametrize("path", WORDING, ids=lambda path: path.name)
def test_no_generated_line_says_denied_without_by_whom_or_on_what(path):
    assert [text for text in messages(path) if BARE_STATUS.search(text) or BARE_VERB.search(text)] == []


@pytest.mark.parametrize("path", WORDING, ids=lambda path: path.name)
def test_no_generated_line_rates_anyone(path):
    assert [text for text in messages(path) if JUDGING.search(text)] == []


def test_the_scan_reads_the_messages_it_is_about():
    found = {text for path in WORDING for text in messages(path)}
    assert "Denied by %(speakers)s." in found
    assert "Not independently verified by %(site)s." in found


# Whatever is on record

WORDS = ("Xqz", "Жук", "q, x", "אבג", "100%", "{x} %s", "Q?", "q.")
texts = st.sampled_from(("", *WORDS))
filled = st.sampled_from(WORDS)
ids = st.integers(1, 4)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  zone is given
partial_dates = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), days, st.sampled_from([4, 7, 10]))
some_dates = st.none() | partial_dates

speakers = st.builds(SpeakerReading, id=ids, name=texts, slug=st.just("x"), description=texts)
outlets = st.builds(OutletReading, id=ids, name=filled, slug=st.just("x"), url=st.just(""))
articles = st.builds(
    ArticleReading,
    id=ids,
    title=texts,
    slug=st.just("x"),
    byline=texts,
    date_as_printed=texts,
    published_at=some_dates,
    outlet=st.none() | outlets,
    url=st.just(""),
    language=st.sampled_from(["", "ru", "xx"]),
    versions=st.just(1),
)
responses = st.builds(
    ResponseReading,
    id=ids,
    speaker=speakers,
    role=texts,
    body=st.none() | speakers,
    short_form=texts,
    words=texts,
    language=st.sampled_from(["", "ru", "xx"]),
    translation=texts,
    translator=texts,
    question=texts,
    channel_detail=texts,
    title=texts,
    said_at=some_dates,
    url=st.just(""),
    archive_url=st.just(""),
    reported_by=st.none() | articles,
)
retractions = st.sampled_from(["", "", "", "q"])
answers = st.builds(AnswerReading, id=ids, part=texts, retraction=retractions, response=responses)
evidences = st.builds(
    EvidenceReading,
    id=ids,
    title=filled,
    publisher=texts,
    url=st.just(""),
    archive_url=st.just(""),
    published_at=some_dates,
    assessed_by=filled,
    assessed_on=some_dates,
    finding=filled,
    retraction=retractions,
)
approaches = st.builds(
    ApproachReading,
    id=ids,
    asked=speakers,
    asker=st.none() | outlets,
    asked_on=some_dates,
    deadline=some_dates,
    how=texts,
    checked_on=st.none() | days,
    note=texts,
    retraction=retractions,
)
origins = st.builds(OriginReading, id=ids, label=filled, people=st.none() | st.integers(0, 3))
credits = st.builds(AttributionReading, words=texts, outlet=st.none() | outlets, origin=st.none() | origins)
appearances = st.builds(
    AppearanceReading,
    id=ids,
    article=articles,
    version=st.none(),
    exact=texts,
    prefix=texts,
    suffix=texts,
    start=st.just(-1),
    locator=texts,
    standing_note=texts,
    attributions=st.lists(credits, max_size=2).map(tuple),
    retraction=retractions,
)


def few(items: st.SearchStrategy, size: int = 3) -> st.SearchStrategy[tuple]:
    return st.lists(items, max_size=size, unique_by=lambda item: item.id).map(tuple)


def marks(found: tuple[AnswerReading, ...], pieces: tuple[EvidenceReading, ...]) -> st.SearchStrategy[MarkReading]:
    return st.builds(
        MarkReading,
        id=ids,
        answers=st.sets(st.sampled_from(found)).map(tuple) if found else st.just(()),
        evidence=st.sets(st.sampled_from(pieces)).map(tuple) if pieces else st.just(()),
        ground=st.none() | st.sampled_from(Ground),
        reason=filled,
        despite=texts,
        stood_from=some_dates,
        recorded_at=moments,
    )


@st.composite
def claims(draw: st.DrawFn) -> ClaimReading:
    found, pieces = draw(few(answers, 4)), draw(few(evidences, 2))
    some_marks = draw(few(marks(found, pieces)))
    mark = draw(st.none() | st.sampled_from(some_marks)) if some_marks else None
    header = st.builds(
        Header,
        sequence=ids,
        kind=st.just(Kind.CLAIM),
        subject=ids,
        number=ids,
        recorded_at=moments,
        document_digest=st.just(""),
        digest=st.just(""),
        withholds=st.none(),
    )
    state = draw(st.sampled_from([State.PUBLIC] * 4 + list(State)))
    return draw(
        st.builds(
            ClaimReading,
            header=header,
            id=ids,
            slug=st.just("x"),
            statement=filled,
            unknowns=texts,
            claimant=texts,
            claimed_on=some_dates,
            about_when=some_dates,
            topics=few(st.builds(TopicReading, id=ids, name=filled, slug=st.just("x"), description=texts)),
            state=st.just(state),
            ground=st.none() | st.sampled_from(Ground),
            review_by=st.none() | days,
            merged_into=ids if state == State.MERGED else st.none(),
            split_from=st.none() | ids,
            mark=st.just(mark),
            marks=st.just(some_marks),
            answers=st.just(found),
            evidence=st.just(pieces),
            approaches=few(approaches, 2),
            appearances=few(appearances),
            reason=filled,
            was=st.none() | st.sampled_from(Status),
            was_ground=st.none() | st.sampled_from(Ground),
            withheld=st.sampled_from([False] * 7 + [True]),
        )
    )


def every_line(claim: ClaimReading) -> list[str]:
    """All that is generated of a claim."""
    lines = [
        wording.status_line(claim),
        wording.short_status(claim),
        wording.change_line(claim),
        wording.recorded_line(claim),
        wording.headline(claim),
        wording.origin_summary(claim),
        *map(wording.answer_line, claim.answers),
        *map(wording.evidence_line, claim.evidence),
        *map(wording.approach_line, claim.approaches),
        *map(wording.short_mark, claim.marks),
    ]
    lines += [wording.mark_reason(status, claim.answers, claim.evidence) for status in Status]
    if earlier := wording.overtaken(claim, claim.answers):
        lines.append(wording.overtaken_line(claim, earlier))
    lines += [line.words for lines in wording.case_counts([(claim, claim.answers)]) for line in lines]
    for answer in claim.answers:
        response = answer.response
        lines += [wording.heard_line(response), wording.translation_line(response), wording.speaker_phrase(response)]
    for appearance in claim.appearances:
        lines += [wording.attribution_line(appearance), wording.stance_line(appearance)]
        lines += [wording.standing_line(appearance), wording.article_line(appearance.article)]
    for difference in wording.differences(None, claim):
        lines += [difference.label, difference.before, difference.after]
    for stop in wording.ribbon(claim):
        lines += [stop.label, stop.text]
    return lines


whatever_is_on_record = hypothesis_settings(max_examples=40)


@whatever_is_on_record
@given(claims())
def test_no_line_breaks_a_rule_of_wording(claim):
    for line in every_line(claim):
        assert not BARE_STATUS.search(line), line
        assert not BARE_VERB.search(line), line
        assert not FORBIDDEN.search(line), line
        assert not re.search(r"%\([a-z]+\)|None|  | \.|\n", line), line


@whatever_is_on_record
@given(claims())
def test_verification_is_spoken_of_once_and_only_where_a_response_is_the_ground(claim):
    line = wording.status_line(claim)
    on_response = (
        claim.status != Status.OPEN
        and claim.ground != Ground.EVIDENCE
        and not claim.withheld
        and claim.state in (State.DRAFT, State.PUBLIC)
    )
    assert line.count("verif") == int(on_response)


@whatever_is_on_record
@given(claims())
def test_what_was_taken_back_changes_no_status_line(claim):
    cleared = replace(
        claim,
        answers=claim.standing_answers,
        evidence=claim.standing_evidence,
        approaches=tuple(a for a in claim.approaches if not a.retraction),
    )
    assert wording.status_line(claim) == wording.status_line(cleared)
    assert wording.short_status(claim) == wording.short_status(cleared)
    assert wording.origin_summary(claim) == wording.origin_summary(
        replace(claim, appearances=tuple(a for a in claim.appearances if not a.retraction))
    )


@whatever_is_on_record
@given(claims())
def test_not_replying_is_said_only_where_asking_is_recorded(claim):
    never_asked = replace(claim, approaches=())
    assert "repl" not in wording.status_line(never_asked)
    assert "repl" not in wording.short_status(never_asked)


@whatever_is_on_record
@given(claims())
def test_on_evidence_the_evidence_comes_first(claim):
    claim = replace(claim, state=State.PUBLIC, withheld=False, ground=Ground.EVIDENCE, status=Status.DENIED)
    assert wording.status_line(claim).startswith("Denied on evidence")
    assert wording.short_status(claim) == "Denied on evidence"


@whatever_is_on_record
@given(claims())
def test_of_a_withheld_version_no_text_is_printed_anywhere(claim):
    withheld = replace(claim, withheld=True)
    printed = [wording.status_line(withheld), wording.short_status(withheld), wording.change_line(withheld)]
    for before, after in ((None, withheld), (claim, withheld), (withheld, replace(claim, withheld=False))):
        for difference in wording.differences(before, after):
            printed += [difference.label, difference.before, difference.after]
    assert wording.ribbon(withheld) == []
    assert not any(word in line for line in printed for word in WORDS)


@whatever_is_on_record
@given(claims())
def test_the_ribbon_ends_where_the_claim_stands(claim):
    stops = wording.ribbon(replace(claim, withheld=False))
    assert stops[0].status == Status.OPEN
    assert stops[-1].status == claim.status


@pytest.mark.parametrize("change", Change)
def test_every_change_is_a_word_that_claims_nothing_bare(change):
    assert not BARE_STATUS.search(wording.change_word(change))
