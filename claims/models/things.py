"""Which model holds the things of each kind."""

from ..vocabulary import Kind
from .articles import Article, Outlet
from .claims import Claim, Topic
from .speakers import Speaker
from .thing import Thing

THINGS: dict[str, type[Thing]] = {
    Kind.CLAIM: Claim,
    Kind.ARTICLE: Article,
    Kind.SPEAKER: Speaker,
    Kind.OUTLET: Outlet,
    Kind.TOPIC: Topic,
}
