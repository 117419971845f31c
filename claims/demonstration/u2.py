"""May 1960: an American aircraft is lost, and Washington's account of it changes within a week."""

from ..models import Answer, Claim, Response, Topic
from ..vocabulary import AnswerKind, Channel, OriginKind, Status
from ..workflow import Credit
from .desk import Desk, on

INTELLIGENCE = "The American aircraft lost on 1 May 1960 was gathering intelligence over the Soviet Union."
AUTHORISED = "Washington authorised the flight of the American aircraft lost over the Soviet Union on 1 May 1960."
STATEMENTS = (INTELLIGENCE, AUTHORISED)


def record(desk: Desk) -> None:
    """One claim denied with another account, then open, then confirmed; one denied and left there."""
    topic = desk.topic("The U-2 incident of 1960", "The loss of an American aircraft over the Soviet Union.")
    intelligence = _intelligence(desk, topic)
    authorised = _authorised(desk, topic)
    _nasa(desk, intelligence)
    partial, denial = _state_department(desk, intelligence, authorised)
    desk.reopen(
        intelligence,
        reason=f"On 7 May 1960 the State Department confirmed one part: {partial.part}. "
        "With that, NASA’s account is no longer the only one given by Washington.",
        stood_from=on("1960-05-07"),
    )
    _eisenhower(desk, intelligence)
    desk.progress(intelligence)
    desk.mark(authorised, Status.DENIED, [denial])
    desk.progress(authorised)


def _intelligence(desk: Desk, topic: Topic) -> Claim:
    claim = desk.claim(
        INTELLIGENCE,
        topics=[topic],
        claimant="Nikita Khrushchev, Chairman of the Council of Ministers of the USSR",
        claimed_on=on("1960-05-07"),
        about_when=on("1960-05-01"),
    )
    guardian = desk.outlet("The Guardian", "https://www.theguardian.com/")
    report = desk.article(
        "U.S. Admits pilot was spying",
        outlet=guardian,
        date_as_printed="Monday 9 May 1960",
        published_at=on("1960-05-09"),
        url="https://www.theguardian.com/century/1960-1969/Story/0,,105522,00.html",
        language="en",
    )
    desk.appearance(
        claim,
        report,
        [Credit(words="Mr Krushchev, to the Supreme Soviet", kind=OriginKind.NAMED, people=1)],
        locator="text, first and last paragraphs",
    )
    desk.publish(claim)
    desk.correct(
        claim,
        reason="We had given 7 May 1960, when Khrushchev said that the pilot was alive and had been spying. He had "
        "spoken of a hostile flight over Soviet territory on 5 May already; so only the month is sure.",
        claimed_on=on("1960-05"),
    )
    return claim


def _authorised(desk: Desk, topic: Topic) -> Claim:
    claim = desk.claim(
        AUTHORISED,
        topics=[topic],
        claimed_on=on("1960-05"),
        about_when=on("1960"),
        unknowns="What the US government’s own files say. The State Department’s series “Foreign Relations of the "
        "United States, 1958–1960” (volume X, part 1, from document 147) is not assessed here yet.",
    )
    desk.publish(claim)
    return claim


def _nasa(desk: Desk, claim: Claim) -> None:
    answers = desk.response(
        Response(
            speaker=desk.institution("NASA", "National Aeronautics and Space Administration of the United States"),
            words="in use since 1956 in a continuing program to study gust-meteorological conditions found at high "
            "altitude",
            language="en",
            channel=Channel.STATEMENT,
            channel_detail="American Foreign Policy: Current Documents 1960, document 179",
            said_at=on("1960-05-05"),
        ),
        [(claim, AnswerKind.DENIES_DIFFERENTLY, "")],
    )
    desk.mark(claim, Status.DENIED, answers)


def _state_department(desk: Desk, intelligence: Claim, authorised: Claim) -> list[Answer]:
    return desk.response(
        Response(
            speaker=desk.person("Lincoln White", "Director of the Office of News, US Department of State"),
            role="head of news at the US State Department",
            body=desk.institution("US State Department", "The foreign ministry of the United States"),
            short_form="the State Department",
            words="insofar as the authorities in Washington are concerned there was no authorization for any such "
            "flight as described by Mr. Khrushchev. Nevertheless it appears that in endeavoring to obtain information "
            "now concealed behind the Iron Curtain a flight over Soviet territory was probably undertaken by an "
            "unarmed civilian U-2 plane.",
            language="en",
            channel=Channel.STATEMENT,
            channel_detail="Department of State Bulletin, 23 May 1960, pages 818–819",
            said_at=on("1960-05-07"),
            url="http://www.fas.org/irp/imint/doc_u2/u2_600507.htm",
        ),
        [
            (
                intelligence,
                AnswerKind.PARTLY_CONFIRMS,
                "that a flight over Soviet territory to obtain information was “probably undertaken”",
            ),
            (authorised, AnswerKind.DENIES, ""),
        ],
    )


def _eisenhower(desk: Desk, claim: Claim) -> None:
    answers = desk.response(
        Response(
            speaker=desk.person("Dwight D. Eisenhower", "President of the United States, 1953–1961"),
            role="President of the United States",
            short_form="the President of the United States",
            words="I have made some notes from which I want to talk to you about this U-2 incident. … The first point "
            "is this: the need for intelligence-gathering activities. … It is a distasteful but vital necessity.",
            language="en",
            channel=Channel.NEWS_CONFERENCE,
            said_at=on("1960-05-11"),
            url="https://www.presidency.ucsb.edu/documents/the-presidents-news-conference-231",
        ),
        [(claim, AnswerKind.CONFIRMS, "")],
    )
    desk.mark(
        claim,
        Status.CONFIRMED,
        answers,
        despite="The President spoke six days after NASA. He said that he supplemented what the Secretary of State had "
        "said, and did not repeat NASA’s account.",
    )
