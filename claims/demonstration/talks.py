"""26 January 2024: a report of signals to Washington, and the Kremlin's spokesman on it.

One article, four claims, of which one was denied. The article's text is its publisher's and is not here: only its
particulars, where in it each claim stands, and whom it credits.
"""

from ..models import Article, Claim, Origin, Outlet, Response, Speaker, Topic
from ..vocabulary import AnswerKind, Channel, Heard, OriginKind, Status
from ..workflow import Credit
from .desk import Desk, last_source, on

OPEN_TO_TALKS = (
    "Vladimir Putin signalled to senior US officials in December 2023 that he was open to talks on ending the war."
)
CONCESSION = (
    "Vladimir Putin let senior US officials know in December 2023 that he might give up insisting on a neutral Ukraine "
    "and opposing its membership of NATO."
)
CEASEFIRE = "Vladimir Putin has signalled interest in a ceasefire since September 2023."
FIVE_YEARS = "Vladimir Putin told Xi Jinping that he planned for the invasion to last five years."
STATEMENTS = (OPEN_TO_TALKS, CONCESSION, CEASEFIRE, FIVE_YEARS)


def record(desk: Desk) -> None:
    """Four claims: one denied, as reported by the article; three open."""
    topic = desk.topic("Talks on ending the war in Ukraine", "What was reported and said of talks and ceasefires.")
    article = desk.article(
        "Kremlin Refutes All Rumors",
        byline="Henrik Rothen",
        date_as_printed="Jan.26 - 2024 2:14 PM CET",
        published_at=on("2024-01-26T13:14Z"),
        language="en",
    )
    bloomberg = desk.outlet("Bloomberg", "https://www.bloomberg.com/")
    report = desk.article(
        "Putin Sends US Signal on Ukraine Talks, Seeing War Advantage",
        outlet=bloomberg,
        published_at=on("2024-01-25"),
        url="https://www.bloomberg.com/news/articles/2024-01-25/russia-ukraine-putin-signals-interest-in-discussing-end-to-war",
        language="en",
    )
    sources = _open_to_talks(desk, topic, article, report, bloomberg)
    _concession(desk, topic, article, report, bloomberg, sources)
    _ceasefire(desk, topic, article)
    _five_years(desk, topic, article)


def _open_to_talks(desk: Desk, topic: Topic, article: Article, report: Article, bloomberg: Outlet) -> Origin:
    claim = desk.claim(
        OPEN_TO_TALKS,
        topics=[topic],
        claimed_on=on("2024-01-25"),
        about_when=on("2023-12"),
        unknowns="Who carried the signal and who received it: neither the sources nor the intermediary are named. "
        "A record of the contact, or someone who took part in it and speaks on the record, would settle it.",
    )
    carried = desk.appearance(
        claim,
        article,
        [
            Credit(words="a Bloomberg article", outlet=bloomberg),
            Credit(words="two unnamed sources linked to the Kremlin", kind=OriginKind.ANONYMOUS, people=2),
        ],
        locator="text, first and second paragraphs",
    )
    sources = last_source(carried)
    desk.appearance(claim, report, [Credit(words="two people close to the Kremlin", origin=sources)])
    desk.publish(claim)
    _peskov(desk, claim, article)
    return sources


def _peskov(desk: Desk, claim: Claim, article: Article) -> None:
    """His words to Bloomberg do not contradict his denial, and are no answer to this claim."""
    peskov = desk.person("Dmitry Peskov", "Press secretary of the President of Russia")
    kremlin = desk.institution("The Kremlin", "The office of the President of Russia")
    desk.response(
        _peskov_said(
            peskov,
            kremlin,
            article,
            words="Russia is, and will remain, open for negotiations on Ukraine",
            channel=Channel.INTERVIEW,
            channel_detail="to Bloomberg; the article gives no day",
            said_at=on("2024-01"),
        ),
        [(claim, AnswerKind.DOES_NOT_ADDRESS, "")],
    )
    denials = desk.response(
        _peskov_said(
            peskov,
            kremlin,
            article,
            words="false information … completely untrue",
            channel=Channel.SOCIAL,
            channel_detail="Telegram, according to the article",
            said_at=on("2024-01-26"),
        ),
        [(claim, AnswerKind.DENIES, "")],
    )
    desk.mark(claim, Status.DENIED, denials)
    desk.progress(claim)


def _peskov_said(speaker: Speaker, body: Speaker, article: Article, **particulars: object) -> Response:
    return Response(
        speaker=speaker,
        role="Kremlin spokesman",
        body=body,
        short_form="the Kremlin’s spokesman",
        language="en",
        heard=Heard.REPORTED,
        reported_by=article,
        **particulars,
    )


def _concession(
    desk: Desk, topic: Topic, article: Article, report: Article, bloomberg: Outlet, sources: Origin
) -> None:
    claim = desk.claim(
        CONCESSION,
        topics=[topic],
        claimed_on=on("2024-01-25"),
        about_when=on("2023-12"),
        unknowns="The two articles word it differently: one writes of considering “neutral status”, Bloomberg of "
        "dropping the insistence on it. It is not known whether the Kremlin’s denial of the report was meant for this "
        "part too.",
    )
    desk.appearance(
        claim,
        article,
        [
            Credit(words="the Bloomberg piece", outlet=bloomberg),
            Credit(words="two unnamed sources linked to the Kremlin", origin=sources),
        ],
        locator="text, second paragraph",
    )
    desk.appearance(claim, report, [Credit(words="two people close to the Kremlin", origin=sources)])
    desk.publish(claim)
    desk.response(
        Response(
            speaker=desk.person("Adrienne Watson", "Spokeswoman of the US National Security Council"),
            role="spokeswoman of the US National Security Council",
            body=desk.institution("US National Security Council", "Advises the President of the United States"),
            short_form="the US National Security Council’s spokeswoman",
            words="We are unaware of the shifts in Russia’s position described",
            language="en",
            channel=Channel.OTHER,
            channel_detail="to Bloomberg; the article gives no day",
            said_at=on("2024-01"),
            heard=Heard.REPORTED,
            reported_by=report,
        ),
        [(claim, AnswerKind.NO_KNOWLEDGE, "")],
    )
    desk.progress(claim)


def _ceasefire(desk: Desk, topic: Topic, article: Article) -> None:
    claim = desk.claim(
        CEASEFIRE,
        topics=[topic],
        claimed_on=on("2023-12"),
        about_when=on("2023-09"),
        unknowns="Recorded from one article that mentions such reports without saying on whom they rest. The reports "
        "themselves, and what the Kremlin told those who wrote them, are not recorded here yet.",
    )
    times = desk.outlet("The New York Times", "https://www.nytimes.com/")
    desk.appearance(
        claim,
        article,
        [
            Credit(words="US media, among them The New York Times", outlet=times),
            Credit(words="sources the article does not give", kind=OriginKind.NOT_SAID),
        ],
        locator="text, sixth paragraph",
    )
    desk.publish(claim)
    desk.progress(claim)


def _five_years(desk: Desk, topic: Topic, article: Article) -> None:
    claim = desk.claim(
        FIVE_YEARS,
        topics=[topic],
        claimed_on=on("2023-12"),
        about_when=on("2023-03"),
        unknowns="The words themselves. Neither side has published what the two presidents said to each other.",
    )
    nikkei = desk.outlet("Nikkei", "https://www.nikkei.com/")
    desk.appearance(
        claim,
        article,
        [
            Credit(words="the Japanese newspaper Nikkei", outlet=nikkei),
            Credit(
                words="anonymous sources familiar with Russian-Chinese diplomatic activities",
                kind=OriginKind.ANONYMOUS,
            ),
        ],
        locator="text, seventh paragraph",
    )
    desk.publish(claim)
    desk.progress(claim)
