"""A claim as a card: who through whom said what, how sure, each field in its normal form beside the words it was read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.ledger import Ledger
from sayso.render.answers import place
from sayso.render.words import STANCE, number, one_line, when
from sayso.types.claims import Claim
from sayso.types.kinds import DOUBTING
from sayso.web.article import Words
from sayso.web.templating import sure

__all__ = ["Beside", "Card", "Field", "beside", "card", "fields_of"]

_KIND_OF_SOURCE = {
    "named": "", "anonymous": "anonymous", "organisation": "a body", "publication": "an outlet", "document": "a document", "publisher": "the publisher’s own voice",
}  # fmt: skip
_TOLD = {
    "asserted": "", "planned": "told as a plan", "possible": "told as possible", "conditional": "told on a condition", "demanded": "told as a demand", "denied": "denied",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field in its normal form, and as the report has it; ``words`` is "" where that is the same, or not known."""

    name: str
    value: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How many other claims stand beside one: that contradict it, that say the same, that revise it."""

    against: int = 0
    agree: int = 0
    revised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim with what is shown of it."""

    claim: Claim
    number: int
    fields: tuple[Field, ...]
    doubtful: bool
    beside: Beside


def beside(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Beside]:
    """What stands beside each claim, by key."""
    found: dict[str, list[int]] = {c.key: [0, 0, 0] for c in claims}
    for x in ledger.links(*found) if found else ():
        for key in {x.a, x.b} & found.keys():
            if x.verdict == "contradicts":
                found[key][0] += 1
            elif x.verdict in ("corroborates", "repeats", "sums_to"):
                found[key][1] += 1
            elif x.verdict == "updates" and key == x.a:
                found[key][2] += 1
    return {k: Beside(against=a, agree=b, revised=c) for k, (a, b, c) in found.items()}


def card(c: Claim, text: str, words: Words, number: int, near: Beside) -> Card:
    """The card of a claim."""
    return Card(claim=c, number=number, fields=tuple(fields_of(c, text, words)), doubtful=c.modality != "asserted" or c.stance in DOUBTING, beside=near)


def fields_of(c: Claim, text: str, words: Words) -> Iterator[Field]:
    """The fields that a claim has, the most needed first."""
    yield Field("how sure", *_certainty(c, words))
    s = words.statement(c)
    if s is not None and words.reading is not None and s.source.start is not None and s.source.end is not None:
        yield _beside("source", f"{c.root.name}{_of_kind(c)}", words.reading.text[s.source.start : s.source.end], c.root.name)
    else:
        yield Field("source", f"{one_line(c.root.name)}{_of_kind(c)}")
    if s is not None and s.source.on_behalf_of:
        yield Field("spoken by", one_line(s.source.name))
    for i, outlet in enumerate(reversed(c.via)):
        yield Field("through" if i == 0 else "", one_line(outlet))
    if c.kind == "figure":
        yield Field("range", _range(c), one_line(text[c.start : c.end]))
    if c.place is not None:
        yield _beside("where", f"{place(c)}{f' ({c.place.precision})' if c.place.precision else ''}", words.place(c), c.place.name)
    moment = c.due if c.kind == "commitment" else c.made if c.kind == "statement" else c.time
    if moment:
        name = {"commitment": "due", "statement": "said"}.get(c.kind, "when")
        yield Field(name, when(moment, c.reported), words.time(c))
    elif c.kind == "commitment":
        yield Field("due", "no time given")
    if c.kind != "statement" and c.made:
        yield Field("said", when(c.made, c.reported))
    if s is not None and s.medium:
        yield Field("medium", one_line(s.medium))
    yield Field("read by", _reader(c))


def _of_kind(c: Claim) -> str:
    kind = _KIND_OF_SOURCE.get(c.root.kind, c.root.kind)
    return f" ({kind})" if kind else ""


def _beside(name: str, value: str, original: str, same: str) -> Field:
    written = one_line(original)
    return Field(name, one_line(value), "" if written == one_line(same) else written)


def _range(c: Claim) -> str:
    unit = f" {one_line(c.unit)}" if c.unit else ""
    rate = f" a {c.rate}" if c.rate else ""
    if c.low is None and c.high is None:
        said = "no number"
    elif c.high is None:
        said = f"{number(c.low or 0)} or more, no upper bound"
    elif c.low is None:
        said = f"{number(c.high)} or fewer, no lower bound"
    else:
        said = number(c.low) if c.low == c.high else f"{number(c.low)} to {number(c.high)}"
    return f"{'about ' if c.relation == 'about' else ''}{said}{unit}{rate}"


def _certainty(c: Claim, words: Words) -> tuple[str, str]:
    """How firmly it is said, and the words that show it."""
    told = _TOLD.get(c.modality, c.modality)
    how = STANCE.get(c.stance, c.stance) if c.stance != "asserts" else "reported at second hand" if c.via else "stated"
    if c.root.kind == "publisher" and c.stance == "asserts":
        how = "stated by the report itself"
    cues = dict.fromkeys(x for x in (words.cue(c), words.cues.get(c.key, "")) if x)
    return "; ".join(x for x in (how, told) if x), " … ".join(cues)


def _reader(c: Claim) -> str:
    person, _, correction = c.origin.partition(":")
    return f"a person (correction {correction})" if person == "person" else f"{c.origin}; {sure(c.confidence)}"
