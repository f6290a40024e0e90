"""Whom a pronoun means: of the candidates around it, the one that distance, grammar, sex and speech speak for; nobody where
none does so clearly.

The choice is among the candidates and "nobody", by weights of ``resources/entities/pronouns.yaml``. What grammar forbids is no
candidate at all.
"""

from collections.abc import Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from sayso.entities.draft import Draft, Mention
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["FEATURES", "PRONOUNS", "Candidate", "antecedent", "candidates"]

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "person"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "several"),
}
_FEMALE = frozenset(("she", "her", "hers", "herself"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_REACH = {"person": 4, "thing": 2, "several": 2}
_LIMIT = 12

FEATURES = (
    "nobody", "away0", "away1", "away2", "away3", "subject", "object", "possessor", "inside", "parallel", "pronoun", "described", "fits", "sure",
    "unknown", "often", "rank0", "rank1", "rank2", "above", "opens", "root", "quoted_speaker", "speaker", "ahead", "paragraph", "clause", "owner_subject",
    "parallel1", "most", "again", "of_place", "of_body", "of_group", "plural", "conjunct",
)  # fmt: skip
"""What is known of a candidate; "nobody" is 1 for the choice to leave a pronoun open."""


class Candidate(NamedTuple):
    """A draft that a pronoun may mean, by its nearest mention, with its features in the order of ``FEATURES``."""

    draft: int
    mention: Mention
    features: tuple[float, ...]


def candidates(parse: Parse, drafts: Sequence[Draft], order: Sequence[Mention], token: int, *, speaker: int = -1, direct: bool = False) -> list[Candidate]:
    """Whom a pronoun can mean.

    Args:
        parse: The report's parse.
        drafts: Drafts so far.
        order: Their mentions so far, in order; of the pronoun's sentence also those behind it.
        token: The pronoun.
        speaker: The draft credited with the words around the pronoun, −1 for none.
        direct: Whether those words are a quotation, in which the speaker is "I".
    """
    word = parse.lower[token]
    kind = PRONOUNS[word]
    sex = ("f" if word in _FEMALE else "m") if kind == "person" else ""
    sentence = parse.sentence[token]
    clauses = _clauses(parse, token)
    ahead = _ahead(parse, clauses, token)
    out: list[Candidate] = []
    seen: set[int] = set()
    rank = 0
    most = 0
    for m in reversed(order):
        away = sentence - parse.sentence[m.head]
        if away > _REACH[kind] or len(out) >= _LIMIT:
            break
        d = drafts[m.draft]
        if m.draft in seen or not _fits(d, kind, sex):
            continue
        if away == 0 and _barred(parse, m, token, word):
            seen.add(m.draft)  # however far back it was named too: "Berg spoke. Berg thanked her"
            continue
        before = m.head < token
        if not before and m.head != ahead:
            continue
        seen.add(m.draft)
        most = max(most, d.count)
        out.append(Candidate(m.draft, m, _features(parse, d, m, token, kind, sex, away, rank, clauses, speaker=speaker, direct=direct)))
        if before:
            rank += 1
    k = FEATURES.index("most")
    return [c if drafts[c.draft].count < most else c._replace(features=(*c.features[:k], 1.0, *c.features[k + 1 :])) for c in out]


@cache
def _weights(kind: str) -> tuple[float, ...]:
    row = table("entities/pronouns")[kind]
    return tuple(float(row["weights"].get(name, 0.0)) for name in FEATURES)


def antecedent(parse: Parse, drafts: Sequence[Draft], order: Sequence[Mention], token: int, *, speaker: int = -1, direct: bool = False) -> tuple[int, float]:
    """The draft that a pronoun means and how sure that is; −1 for nobody. Arguments as for ``candidates``."""
    found = candidates(parse, drafts, order, token, speaker=speaker, direct=direct)
    if not found:
        return -1, 0.0
    kind = PRONOUNS[parse.lower[token]]
    weights = _weights(kind)
    scores = [sum(w * f for w, f in zip(weights, c.features, strict=True) if f) for c in found]
    top = max(scores)
    total = sum(exp(s - top) for s in scores) + exp(weights[0] - top)
    share = 1 / total
    if share < table("entities/pronouns")[kind]["least"]:
        return -1, 0.0
    return found[scores.index(top)].draft, share


def _fits(d: Draft, kind: str, sex: str) -> bool:
    if kind == "person":
        return d.kind == "person" and not d.plural and d.gender in ("", sex)
    if kind == "thing":
        return d.kind in ("organisation", "group", "place") and not d.plural
    return d.plural or d.kind in ("group", "organisation")


def _clauses(parse: Parse, token: int) -> list[int]:
    """The verbs above a token, nearest first."""
    return [a for a in parse.ancestors(token) if parse.upos[a] in ("VERB", "AUX", "ADJ", "NOUN") and (parse.heads[a] < 0 or _heads_clause(parse, a))]


def _heads_clause(parse: Parse, i: int) -> bool:
    return parse.upos[i] in ("VERB", "AUX") or parse.relations[i].partition(":")[0] in ("ccomp", "advcl", "acl", "xcomp", "parataxis", "csubj")


def _ahead(parse: Parse, clauses: Sequence[int], token: int) -> int:
    """The subject behind the pronoun of a clause that the pronoun's phrase opens: "In his first speech, Lee said"; −1 for none."""
    for v in clauses:
        for c in parse.children[v]:
            if parse.relations[c].partition(":")[0] == "nsubj":
                return c if c > token and v > token else -1
    return -1


def _barred(parse: Parse, m: Mention, token: int, word: str) -> bool:
    """Whether grammar forbids it: "Lavrov told him", "his brother John"."""
    if m.first <= token <= m.last:
        return True
    head = m.head
    own = parse.relations[token] == "nmod:poss"
    if not own and word not in _REFLEXIVE:
        # two arguments of one verb are two people
        return parse.heads[token] == parse.heads[head] and parse.heads[token] >= 0 and _argument(parse, token) and _argument(parse, head)
    if own:
        for a in parse.ancestors(token):
            if a == head:
                return True
            if parse.upos[a] == "VERB":
                break
        # "his spokesman Peskov": the name in apposition to what is possessed
        return parse.heads[token] == parse.heads[head] and parse.relations[head] in ("appos", "flat", "nmod:desc")
    return False


def _argument(parse: Parse, i: int) -> bool:
    return parse.relations[i].partition(":")[0] in ("nsubj", "obj", "iobj", "obl")


def _features(
    parse: Parse,
    d: Draft,
    m: Mention,
    token: int,
    kind: str,
    sex: str,
    away: int,
    rank: int,
    clauses: Sequence[int],
    *,
    speaker: int,
    direct: bool,
) -> tuple[float, ...]:
    full = parse.relations[m.head]
    relation = full.partition(":")[0]
    mine = parse.relations[token].partition(":")[0]
    subject = relation == "nsubj"
    head = parse.heads[m.head]
    behind = m.head > token
    possessive = parse.relations[token] == "nmod:poss"
    first, _ = parse.sentences[parse.sentence[m.head]]
    return (
        0.0,
        float(away == 0),
        float(away == 1),
        float(away == 2),
        float(away >= 3),
        float(subject),
        float(relation in ("obj", "iobj")),
        float(full == "nmod:poss"),
        float(relation in ("nmod", "compound", "appos") and full != "nmod:poss"),
        float(relation == mine and full != "nmod:poss"),
        float(m.form == "pronoun"),
        float(m.form == "description"),
        float(kind == "person" and d.gender == sex),
        float(kind == "person" and d.gender == sex and d.sure),
        float(kind == "person" and not d.gender),
        log(min(d.count, 20)),
        float(rank == 0 and not behind),
        float(rank == 1 and not behind),
        float(rank == 2 and not behind),
        float(away == 0 and subject and head in clauses[1:]),
        float(m.first - first <= 1 and not behind),
        float(subject and head >= 0 and parse.heads[head] < 0),
        float(speaker == m.draft and direct),
        float(speaker == m.draft and not direct),
        float(behind),
        float(parse.paragraph[m.head] != parse.paragraph[token]),
        float(bool(clauses) and head == clauses[0]),
        float(possessive and subject and bool(clauses) and head == clauses[0]),
        float(away == 1 and subject and mine == "nsubj"),
        0.0,
        float(m.form == "pronoun" and away <= 1 and parse.lower[m.head] == parse.lower[token]),
        float(d.kind == "place"),
        float(d.kind == "organisation"),
        float(d.kind == "group" and not d.plural),
        float(d.plural),
        float(relation == "conj"),
    )
