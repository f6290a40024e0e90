"""What speaks for and against a candidate of a pronoun, as names of features whose weights are in ``resources/entities/pronouns.yaml``."""

from typing import Final, NamedTuple

from sayso.entities.draft import Draft, Mention
from sayso.entities.grammar import clauses, part, subject_of
from sayso.text.parse import Parse

__all__ = ["GENDER", "Site", "features", "site"]

GENDER: Final = ("fits", "sure", "unknown", "hint", "against")
"""Features of sex: left out where the order of words alone is to be weighed."""


class Site(NamedTuple):
    """A pronoun and what its place in the sentence says.

    Attributes:
        kind: "person", "thing" or "several".
        sex: "m", "f", or "" where it shows none.
        part: The part that it plays.
        clauses: The heads of the clauses around it, nearest first.
        doer: Who does what its own clause says, −1 for none.
        speaker: The draft credited with the words around it, −1 for none.
        direct: Whether these words are a quotation.
    """

    token: int
    kind: str
    sex: str
    part: str
    clauses: tuple[int, ...]
    doer: int
    speaker: int
    direct: bool


def site(parse: Parse, token: int, kind: str, sex: str, *, speaker: int, direct: bool) -> Site:
    """The site of a pronoun."""
    above = tuple(clauses(parse, token))
    doer = subject_of(parse, above[0]) if above else -1
    return Site(token, kind, sex, part(parse, token), above, doer, speaker, direct)


def features(parse: Parse, s: Site, d: Draft, m: Mention, *, away: int, rank: int, doer: int) -> list[str]:
    """The features of a candidate by its nearest mention.

    Args:
        parse: The report's parse.
        s: The pronoun's site.
        d: The candidate.
        m: Its nearest mention.
        away: Sentences between the two.
        rank: How many other candidates stand between the two; −1 where it is the subject that the pronoun's clause opens for, −2 elsewhere behind it.
        doer: The draft that does what the pronoun's clause says, −1 for none.
    """
    theirs = part(parse, m.head)
    out = [f"away{min(away, 3)}", theirs, f"{s.part}<{theirs}" if away == 0 else f"{s.part}<<{theirs}"]
    out += _form(parse, s, m, away)
    out += _standing(d)
    out.append(f"rank{min(rank, 3)}" if rank >= 0 else "ahead" if rank == -1 else "behind")
    first, _ = parse.sentences[parse.sentence[m.head]]
    if m.first - first <= 1 and rank >= 0:
        out.append("opens")
    if theirs == "subject" and parse.heads[m.head] >= 0 and parse.heads[parse.heads[m.head]] < 0:
        out.append("root")
    if parse.relations[m.head] == "conj":
        out.append("conjunct")
    if parse.paragraph[m.head] != parse.paragraph[s.token]:
        out.append("paragraph")
    if away == 0:
        out += _within(parse, s, d, m, doer)
    if s.speaker == m.draft:
        out.append("quoted_speaker" if s.direct else "speaker")
    if s.kind == "person":
        out += _sex(d, s.sex)
    else:
        out.append("of_several" if d.plural else f"of_{d.kind}")
    return out


def _form(parse: Parse, s: Site, m: Mention, away: int) -> list[str]:
    if m.form == "pronoun":
        return ["pronoun", "again"] if away <= 1 and parse.lower[m.head] == parse.lower[s.token] else ["pronoun"]
    return ["described"] if m.form == "description" else []


def _standing(d: Draft) -> list[str]:
    """How much the report has been about a candidate."""
    out = [name for name, least in (("often2", 2), ("often3", 3), ("often5", 5), ("often9", 9)) if d.count >= least]
    if d.subjects:
        out.append("subjects1" if d.subjects == 1 else "subjects2")
    return out


def _within(parse: Parse, s: Site, d: Draft, m: Mention, doer: int) -> list[str]:
    """How a candidate stands to the pronoun inside one sentence."""
    out = []
    head = parse.heads[m.head]
    if doer == d.number:
        out.append("owns" if s.part == "owner" else "doer")
    if head >= 0:
        if s.clauses and head == s.clauses[0]:
            out.append("clause")
        elif head in s.clauses:
            out.append("above_subject" if part(parse, m.head) in ("subject", "passive") else "above_other")
    i = s.token
    for a in parse.ancestors(s.token):
        if a == m.head:
            out.append("joined" if parse.relations[i] == "conj" else "dominates")
            break
        i = a
    return out


def _sex(d: Draft, sex: str) -> list[str]:
    if d.gender:
        return ["fits", "sure"] if d.sure else ["fits"]
    if d.hint:
        return ["hint"] if d.hint == sex else ["against"]
    return ["unknown"]
