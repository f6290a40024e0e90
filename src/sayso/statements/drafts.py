"""Sources, cues and contents that belong together: from the encoder's links, mended by syntax.
"""

from dataclasses import dataclass

from sayso.statements.cues import cue_head, is_cue
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["Draft", "drafts", "nested"]

Tokens = tuple[int, int]
"""First and last token, inclusive."""

_SPEECH = frozenset(
    "say tell state announce report add note explain declare claim argue insist maintain assert affirm confirm contend allege stress emphasize emphasise "
    "underline reiterate reveal disclose acknowledge admit concede write warn accuse deny reject demand urge promise vow pledge threaten believe think "
    "expect fear predict estimate suspect testify recall complain".split()
)
_OWN = frozenset(("i", "we", "you", "one", "who", "which", "that", "it", "this"))


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution, as tokens.

    Attributes:
        source: Words that name the source; None where nothing in the text does.
        cue: Words that credit it.
        contents: Parts of the content, in order.
        confidence: Of the least sure of the spans.
    """

    source: Tokens | None
    cue: Tokens | None
    contents: tuple[Tokens, ...]
    confidence: float


def drafts(parse: Parse) -> list[Draft]:
    """The attributions of a text, in the order of their first word."""
    spans = parse.attribution
    groups: dict[int, list[int]] = {}
    loose: list[int] = []
    for i, s in enumerate(spans):
        if s.role == "cue":
            groups.setdefault(i, []).append(i)
            continue
        key = _group(spans, i)
        if key is None:
            loose.append(i)
        else:
            groups.setdefault(key, []).append(i)
    found: list[tuple[int, Draft]] = []
    for members in groups.values():
        cue = next((spans[i] for i in members if spans[i].role == "cue"), None)
        source = next((spans[i] for i in members if spans[i].role == "source"), None)
        contents = [spans[i] for i in members if spans[i].role == "content"]
        if cue is not None and not contents:
            contents = _nearest_content(parse, spans, loose, cue)
        parts = [(c.first, c.last) for c in sorted(contents)]
        who: Tokens | None = (source.first, source.last) if source else None
        if cue is not None and who is None:
            who = _loose_source(parse, spans, loose, cue) or _subject(parse, cue_head(parse, cue.first, cue.last), parts)
        if cue is not None and not parts:
            parts = _clause(parse, cue_head(parse, cue.first, cue.last))
        if not parts or who is None:
            continue
        used = [s.confidence for s in (cue, source, *contents) if s is not None]
        first = min([p[0] for p in parts] + [who[0]])
        found.append((first, Draft(who, (cue.first, cue.last) if cue else None, tuple(parts), sum(used) / len(used) if used else 0.5)))
    found.sort(key=lambda f: f[0])
    return [d for _, d in found]


def _group(spans: list[AttributionSpan], i: int) -> int | None:
    """The index of the cue (else of the first partner) that a source or content belongs to."""
    link = spans[i].link
    if link < 0:
        return None
    if spans[link].role == "cue":
        return link
    further = spans[link].link
    if further >= 0 and spans[further].role == "cue":
        return further
    return min(i, link)


def _nearest_content(parse: Parse, spans: list[AttributionSpan], loose: list[int], cue: AttributionSpan) -> list[AttributionSpan]:
    same = [i for i in loose if spans[i].role == "content" and parse.sentence[spans[i].first] == parse.sentence[cue.first]]
    if not same:
        return []
    best = min(same, key=lambda i: min(abs(spans[i].first - cue.last), abs(cue.first - spans[i].last)))
    loose.remove(best)
    return [spans[best]]


def _loose_source(parse: Parse, spans: list[AttributionSpan], loose: list[int], cue: AttributionSpan) -> Tokens | None:
    same = [i for i in loose if spans[i].role == "source" and parse.sentence[spans[i].first] == parse.sentence[cue.first]]
    if not same:
        return None
    best = min(same, key=lambda i: min(abs(spans[i].first - cue.last), abs(cue.first - spans[i].last)))
    loose.remove(best)
    return spans[best].first, spans[best].last


def _subject(parse: Parse, cue: int, contents: list[Tokens]) -> Tokens | None:
    """Who the syntax credits: the cue's subject, the agent of a passive, the "of" or "by" of a noun, "X's announcement";
    for "according to" its object."""
    heads: list[int] = []
    if parse.lower[cue] in ("according", "per"):
        heads = [c for c in parse.children[cue] if parse.relations[c] in ("obl", "obj", "nmod")]
    elif parse.upos[cue] in ("VERB", "AUX"):
        passive = parse.child(cue, "aux") >= 0 and any(parse.relations[c] == "aux:pass" for c in parse.children[cue])
        if passive:
            heads = [c for c in parse.children[cue] if parse.relations[c] == "obl:agent"]
        else:
            heads = [c for c in parse.children[cue] if parse.relations[c] == "nsubj"]
            if not heads and parse.relations[cue] in ("conj", "xcomp", "advcl") and parse.heads[cue] >= 0:
                heads = [c for c in parse.children[parse.heads[cue]] if parse.relations[c] == "nsubj"]
            if not heads and parse.relations[cue].startswith("acl") and parse.heads[cue] >= 0 and parse.xpos[cue] == "VBG":
                heads = [parse.heads[cue]]
    elif parse.upos[cue] == "NOUN":
        heads = [c for c in parse.children[cue] if parse.relations[c] in ("nmod:poss", "compound", "nmod:desc")]
        heads += [c for c in parse.children[cue] if parse.relations[c] == "nmod" and any(parse.lower[k] in ("by", "of", "from") for k in parse.children[c])]
    for h in heads:
        if parse.upos[h] not in ("NOUN", "PROPN", "PRON") or parse.lower[h] in ("it", "there", "which", "that", "what"):
            continue
        if any(a <= h <= b for a, b in contents):
            continue
        first, last = parse.subtree(h)
        clause = [c for c in parse.children[h] if parse.relations[c].startswith(("acl", "parataxis", "punct"))]
        if clause:
            last = max(h, min(c - 1 for c in clause if c > h)) if any(c > h for c in clause) else last
        for a, b in contents:
            if a <= last <= b:
                last = a - 1
        if first <= h <= last:
            return first, last
    return None


def _clause(parse: Parse, cue: int) -> list[Tokens]:
    """The clause that a cue has as its complement."""
    for c in parse.children[cue]:
        if parse.relations[c] in ("ccomp", "parataxis") or (parse.relations[c] == "acl" and parse.upos[cue] == "NOUN" and parse.lower[c - 1 : c] != ["to"]):
            first, last = parse.subtree(c)
            if not first <= cue <= last:
                return [(first, last)]
    return []


def nested(parse: Parse, first: int, last: int) -> list[Draft]:
    """Attributions inside tokens ``first`` to ``last``, which the encoder, being flat, does not mark: a verb of speech or
    belief with its own subject and clause, or "according to" somebody."""
    out: list[Draft] = []
    for i in range(first, last + 1):
        if parse.lower[i] == "according" and parse.heads[i] >= 0:
            obj = parse.child(i, "obl", "obj", "nmod")
            noun = obj if obj >= 0 else parse.heads[i]
            if not first <= noun <= last or parse.upos[noun] not in ("NOUN", "PROPN"):
                continue
            a, b = parse.subtree(noun)
            source = (max(a, i + 2), min(b, last))
            a, b = source
            if a > b:
                continue
            parts = [(b + 1, last)] if i - first <= 2 else [(first, i - 1)]
            if parts[0][0] <= parts[0][1]:
                out.append(Draft(source, (i, min(i + 1, last)), tuple(parts), 0.6))
        elif parse.upos[i] == "VERB" and parse.lemmas[i] in _SPEECH and is_cue(parse, i):
            clause = next((c for c in parse.children[i] if parse.relations[c] == "ccomp" and first <= c <= last), -1)
            subject = parse.child(i, "nsubj")
            if clause < 0 or subject < 0 or not first <= subject <= last or parse.lower[subject] in _OWN:
                continue
            if parse.upos[subject] not in ("NOUN", "PROPN", "PRON"):
                continue
            a, b = parse.subtree(clause)
            a, b = max(a, first), min(b, last)
            who = _subject(parse, i, [(a, b)])
            if who is not None and a <= b and not a <= i <= b:
                out.append(Draft(who, (i, i), ((a, b),), 0.6))
    return out
