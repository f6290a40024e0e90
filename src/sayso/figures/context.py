"""Whether a figure is said to be so, per what it is, and whether it is a part of another."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import Modality

__all__ = ["modality", "part_cue", "rate", "speaking", "words_of"]


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of ``figures/context`` as a set."""
    return frozenset(table("figures/context")[name])


_CUES: Final = frozenset({"including", "among", "incl", "incl.", "notably"})
_PAIRS: Final = frozenset({("of", "whom"), ("of", "which"), ("of", "them"), ("among", "whom"), ("among", "them")})


def part_cue(words: Sequence[str], first: int) -> bool:
    """Whether the words before a number at ``first`` make it a part of another: "including", "of whom"."""
    close = words[max(0, first - 4) : first]
    return any(w in _CUES for w in close) or any(tuple(close[k : k + 2]) in _PAIRS for k in range(len(close) - 1))


def speaking(parse: Parse) -> frozenset[int]:
    """The tokens of phrases that say who said something."""
    return frozenset(i for s in parse.attribution if s.role == "source" for i in range(s.first, s.last + 1))


def modality(parse: Parse, by: int) -> Modality:
    """Whether what the figure measures is said to be so, planned, possible, conditional, demanded or denied."""
    if by < 0:
        return "asserted"
    t: dict[str, Any] = {name: words_of(name) for name in ("possible", "planned", "demanded", "denying")}
    chain = [by]
    for a in parse.ancestors(by):
        relation = parse.relations[chain[-1]]
        if relation.partition(":")[0] in ("xcomp", "ccomp", "csubj", "conj", "acl", "advcl", "aux", "obj", "nmod", "obl"):
            chain.append(a)
        else:
            break
    if (
        parse.base_relations[by] in ("acl", "advcl")
        and parse.lemmas[parse.heads[by]] not in words_of("bringing_about")
        and any(parse.lower[c] == "to" and parse.relations[c] == "mark" for c in parse.children[by])
    ):
        return "planned"  # "an operation to evacuate 3,000 people"
    for k, v in enumerate(chain[:4]):
        if k and parse.base_relations[chain[k - 1]] in ("conj", "advcl"):
            continue
        below = parse.base_relations[chain[k - 1]] if k else ""
        helpers = {parse.lower[c] for c in parse.children[v] if parse.relations[c].startswith(("aux", "advmod"))}
        lemma = parse.low_lemmas[v]
        if k == 0 or below in ("xcomp", "ccomp"):
            if helpers & {"not", "n't", "never"} and (k == 0 or below == "xcomp"):
                return "denied"
            if k and below in ("xcomp", "ccomp") and lemma in t["denying"]:
                return "denied"
            if helpers & t["demanded"] or (k and lemma in t["demanded"] and below == "xcomp"):
                return "demanded"
            if helpers & {"may", "might", "could", "possibly", "perhaps", "potentially", "probably"} or (
                lemma in t["possible"] and (k or parse.lower[v] == "feared")
            ):
                return "possible"
            if helpers & {"will", "'ll", "shall", "wo"} or (k and below == "xcomp" and lemma in t["planned"]):
                return "planned"
        elif lemma in t["denying"] and below in ("obj", "acl", "nmod", "obl"):
            return "denied"
        if any(parse.relations[c] == "mark" and parse.lower[c] in ("if", "unless") for c in parse.children[v]):
            return "conditional"
    return "asserted"


def rate(parse: Parse, last: int, verb: int) -> str | None:
    """Such as "day" for "a day", "per day", "every day", "daily" behind the counted noun or on its verb; else None."""
    units = table("figures/context")["time_units"]
    words = parse.lower
    end = parse.sentences[parse.sentence[last]][1]
    for k in range(last + 1, min(last + 3, end + 1)):
        w = words[k]
        if w in ("daily", "weekly", "monthly", "yearly", "annually", "nightly", "hourly"):
            return str(units[w])
        if w in ("a", "an", "per", "every", "each") and k < end and words[k + 1] in units and words[k + 1].rstrip("s") == words[k + 1]:
            if k + 2 <= end and words[k + 2] in ("ago", "later", "earlier", "after", "before", "old"):
                return None
            return str(units[words[k + 1]])
        if parse.upos[k] not in ("VERB", "NOUN", "ADV", "AUX", "ADJ"):
            break
    if verb >= 0:
        for c in parse.children[verb]:
            if parse.relations[c].startswith(("obl", "advmod")) and words[c] in units:
                det = parse.child(c, "det")
                if words[c] in ("daily", "weekly", "monthly", "nightly") or (det >= 0 and words[det] in ("every", "each")) or parse.case(c) == "per":
                    return str(units[words[c]])
    return None
