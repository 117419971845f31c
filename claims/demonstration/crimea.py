"""Spring 2014: unmarked armed men in Crimea, and two answers by the same speaker. The first was later overtaken."""

from ..models import Claim, Response, Speaker
from ..vocabulary import AnswerKind, Channel, OriginKind, Status
from ..workflow import Credit
from .desk import Desk, last_source, on

SERVICEMEN = (
    "Russian servicemen took part in the operation by unmarked armed men in Crimea before the 16 March 2014 referendum."
)
STATEMENTS = (SERVICEMEN,)


def record(desk: Desk) -> None:
    """Denied on 4 March, confirmed on 17 April by the same speaker. Not about the fleet, which was openly there."""
    claim = _servicemen(desk)
    putin = desk.person("Vladimir Putin", "President of Russia")
    denials = desk.response(
        _said(
            putin,
            words="Это были местные силы самообороны.",
            translation="Those were local self-defence forces.",
            channel=Channel.NEWS_CONFERENCE,
            channel_detail="asked who had blocked Ukrainian units in Crimea",
            said_at=on("2014-03-04"),
            url="http://kremlin.ru/events/president/news/20366",
        ),
        [(claim, AnswerKind.DENIES, "")],
    )
    desk.mark(claim, Status.DENIED, denials)
    confirmations = desk.response(
        _said(
            putin,
            words="Поэтому за спиной сил самообороны Крыма, конечно, встали наши военнослужащие.",
            translation="And so behind the self-defence forces of Crimea, of course, stood our servicemen.",
            channel=Channel.BROADCAST,
            channel_detail="Direct Line with Vladimir Putin",
            said_at=on("2014-04-17"),
            url="http://kremlin.ru/events/president/news/20796",
        ),
        [(claim, AnswerKind.CONFIRMS, "")],
    )
    desk.mark(claim, Status.CONFIRMED, confirmations)
    desk.progress(claim)


def _said(speaker: Speaker, **particulars: object) -> Response:
    return Response(
        speaker=speaker,
        role="President of Russia",
        language="ru",
        translator="this desk",
        **particulars,
    )


def _servicemen(desk: Desk) -> Claim:
    claim = desk.claim(
        SERVICEMEN,
        topics=[desk.topic("Crimea, 2014", "The seizure of Crimea in February and March 2014.")],
        claimant="Arsen Avakov, interior minister of Ukraine",
        claimed_on=on("2014-02-28"),
        about_when=on("2014"),
    )
    standard = desk.article(
        "Ukraine: Russia accused of 'armed invasion and occupation'",
        outlet=desk.outlet("Evening Standard", "https://www.standard.co.uk/"),
        byline="Joseph Watts, Will Stewart",
        date_as_printed="28 February 2014",
        published_at=on("2014-02-28"),
        language="en",
    )
    usa_today = desk.article(
        "Ukraine accuses Russia of 'military invasion'",
        outlet=desk.outlet("USA Today", "https://www.usatoday.com/"),
        byline="Jacob Resneck, Alexei Korolyov and Anna Arutunyan",
        published_at=on("2014-02-28"),
        url="https://www.usatoday.com/story/news/world/2014/02/28/crimea-ukraine-airport/5890691/",
        language="en",
    )
    carried = desk.appearance(
        claim,
        standard,
        [Credit(words="Ukraine’s interior minister Arsen Avakov", kind=OriginKind.NAMED, people=1)],
        locator="text, from the second paragraph",
    )
    desk.appearance(
        claim,
        usa_today,
        [
            Credit(
                words="Ukraine’s newly named interior minister, Arsen Avakov, in a Facebook post",
                origin=last_source(carried),
            )
        ],
        locator="text, first paragraphs",
    )
    desk.publish(claim)
    return claim
