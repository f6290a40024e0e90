"""Whom a pronoun means: of the candidates around it, the one that distance, grammar, sex, speech and the encoder speak for; nobody
where none does so clearly.

The choice is among the candidates and "nobody", by the weights of ``resources/entities/pronouns.yaml``, which ``training/coref.py``
learns. What grammar forbids is no candidate at all.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from typing import Final, NamedTuple

from sayso.entities.draft import Draft, Mention
from sayso.entities.features import features, site
from sayso.entities.grammar import REFLEXIVE, ahead, barred, forbidden
from sayso.entities.knowledge import body
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["PRONOUNS", "Candidate", "antecedent", "candidates", "sex_of"]

PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "person"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "several"),
}
_FEMALE: Final = frozenset(("she", "her", "hers", "herself"))
_REACH: Final = {"person": 4, "thing": 2, "several": 2}
_LIMIT: Final = 12
_LEAST: Final = 0.03
_MISREAD: Final = 0.5


class Candidate(NamedTuple):
    """A draft that a pronoun may mean, by its nearest mention, with the names of its features, and the logarithm of the share of the
    candidates that the encoder gives it (0 for all where its weights do not say)."""

    draft: int
    mention: Mention
    features: tuple[str, ...]
    pointed: float = 0.0


def sex_of(pronoun: str) -> str:
    """The sex that a pronoun in lower case shows: "m", "f" or ""."""
    return "" if PRONOUNS[pronoun] != "person" else "f" if pronoun in _FEMALE else "m"


def candidates(
    parse: Parse, drafts: Sequence[Draft], order: Sequence[Mention], at: Sequence[int], token: int, *, speaker: int = -1, direct: bool = False,
    sexless: bool = False,
) -> list[Candidate]:  # fmt: skip
    """Whom a pronoun can mean.

    Args:
        parse: The report's parse.
        drafts: Drafts so far.
        order: Their mentions so far, in order; of the pronoun's sentence also those behind it.
        at: For each token the number of its draft, −1 for none.
        token: The pronoun.
        speaker: The draft credited with the words around the pronoun, −1 for none.
        direct: Whether those words are a quotation, in which the speaker is "I".
        sexless: Whether to take people of either sex, as training does to see more choices.
    """
    word = parse.lower[token]
    kind = PRONOUNS[word]
    sex = "" if sexless else sex_of(word)
    here = site(parse, token, kind, sex, speaker=speaker, direct=direct)
    sentence = parse.sentence[token]
    behind = ahead(parse, here.clauses, token)
    doer = at[here.doer] if here.doer >= 0 else -1
    seen = {at[i] for i in forbidden(parse, token)}
    reflexive = word in REFLEXIVE
    named = _given(parse, at, token)
    given = named if kind == "person" else {}
    before = _said_before(parse, at, token) if kind == "person" else -1
    out: list[Candidate] = []
    later: list[Mention] = []
    rank = 0
    for m in reversed(order):
        away = sentence - parse.sentence[m.head]
        if away > _REACH[kind] or len(out) >= _LIMIT:
            break
        if m.draft in seen or not (_fits(drafts[m.draft], kind, sex) or (given.get(m.draft, 0.0) >= _MISREAD and _misread(drafts[m.draft]))):
            continue
        if away == 0 and barred(parse, m, token):
            seen.add(m.draft)  # however far back it was named too: "Berg spoke. Berg thanked her"
            continue
        backward = m.head < token
        if not backward and m.head != behind:
            later.append(m)
            continue
        seen.add(m.draft)
        d = drafts[m.draft]
        found = features(parse, here, d, m, away=away, rank=rank if backward else -1, doer=doer)
        if reflexive and doer == m.draft:
            found.append("reflexive")
        if before == m.draft:
            found.append("said_before")
        out.append(Candidate(m.draft, m, tuple(found)))
        rank += backward
    if token in parse.meant:
        # the encoder tells "When he was 14, a soldier met Lee" from "He came when Lee was 14", which no rule above does
        for m in reversed(later):
            if m.draft not in seen:
                seen.add(m.draft)
                out.append(Candidate(m.draft, m, tuple(features(parse, here, drafts[m.draft], m, away=0, rank=-2, doer=doer))))
    most = max((drafts[c.draft].count for c in out), default=0)
    shares = _pointed(parse, named, token, [c.draft for c in out])
    return [c._replace(features=(*c.features, "most") if drafts[c.draft].count == most else c.features, pointed=x) for c, x in zip(out, shares, strict=True)]


def _pointed(parse: Parse, given: Mapping[int, float], token: int, found: Sequence[int]) -> list[float]:
    """What the encoder says of the drafts that a pronoun may mean: the logarithm of each one's share of what it gives to all of
    them; zeros where its weights do not say.

    Whoever was last named before the encoder's window has a part of what it gives to nobody in it.
    """
    meant = parse.meant.get(token)
    if meant is None or not found:
        return [0.0] * len(found)
    outside = sum(d not in given for d in found)
    each = [given.get(d, meant.shares[0] / max(outside, 1)) + _LEAST for d in found]
    total = sum(each)
    return [log(x / total) for x in each]


def _said_before(parse: Parse, at: Sequence[int], token: int) -> int:
    """Of a pronoun that is credited with something the draft that was credited last before: "she added"; −1 for none."""
    sources = [a for a in parse.attribution if a.role == "source" and a.first <= token]
    if not sources or sources[-1].last < token:
        return -1
    for a in reversed(sources[:-1]):
        found = next((at[i] for i in range(a.last, a.first - 1, -1) if at[i] >= 0 and parse.upos[i] in ("NOUN", "PROPN", "PRON")), -1)
        if found >= 0:
            return found
    return -1


def _given(parse: Parse, at: Sequence[int], token: int) -> dict[int, float]:
    """What the encoder gives of a pronoun to each draft that is named in its window."""
    meant = parse.meant.get(token)
    out: dict[int, float] = {}
    if meant is not None:
        shares = meant.shares[1:]
        drafts = at[meant.first : meant.first + len(shares)]
        if meant.first <= token < meant.first + len(drafts):
            drafts = [*drafts[: token - meant.first], -1, *drafts[token - meant.first + 1 :]]
        for draft, share in zip(drafts, shares, strict=True):
            if draft >= 0:
                out[draft] = out.get(draft, 0.0) + share
    return out


@cache
def _weights(kind: str) -> tuple[dict[str, float], float, float]:
    row = table("entities/pronouns")[kind]
    return {k: float(v) for k, v in row["weights"].items()}, float(row["nobody"]), float(row["least"])


def antecedent(
    parse: Parse, drafts: Sequence[Draft], order: Sequence[Mention], at: Sequence[int], token: int, *, speaker: int = -1, direct: bool = False
) -> tuple[int, float]:
    """The draft that a pronoun means and how sure that is; −1 for nobody. Arguments as for ``candidates``."""
    found = candidates(parse, drafts, order, at, token, speaker=speaker, direct=direct)
    if not found:
        return -1, 0.0
    weights, nobody, least = _weights(PRONOUNS[parse.lower[token]])
    scores = [sum([weights.get(f, 0.0) for f in c.features], 0.0) + weights.get("pointed", 0.0) * c.pointed for c in found]
    top = max(scores)
    share = 1 / (sum([exp(s - top) for s in scores], 0.0) + exp(nobody - top))
    return (found[scores.index(top)].draft, share) if share >= least else (-1, 0.0)


def _misread(d: Draft) -> bool:
    """Whether a draft may be a person whose name was taken for a body's or a place's: one word that no table holds."""
    return d.kind in ("organisation", "place") and d.named and d.geonameid is None and " " not in d.name and not d.name.isupper() and body(d.name) is None


def _fits(d: Draft, kind: str, sex: str) -> bool:
    if kind == "person":
        return d.kind == "person" and not d.plural and (not sex or d.gender in ("", sex))
    if kind == "thing":
        return d.kind in ("organisation", "group", "place") and not d.plural
    return d.plural or d.kind in ("group", "organisation")
