"""Chains of sources: through whom a statement reached the report.

Five shapes, all read from syntax around the cue: the outlet that a speaker told ("he told Reuters"), the outlet that quotes
or cites a speaker ("TASS quoted the minister as saying", "CNN reported, citing an official"), the outlet by which one was
quoted, an outlet whose whole content is another's statement, and the outlet that the next sentence credits for what was
just said ("CNN reports this").
"""

from functools import cache

from sayso.entities import Entities
from sayso.statements.sources import is_outlet, outlet_name
from sayso.statements.syntax import CITE
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["cited", "medium", "points_back", "told"]

_BACK = frozenset(("this", "that", "so", "it", "these", "those"))


def told(parse: Parse, entities: Entities, cue: int) -> tuple[str, ...]:
    """Outlets that the speaker spoke to or was quoted by, from the arguments of the cue: "told Reuters", "in an interview
    with Le Monde", "was quoted as saying by TASS"."""
    out: list[str] = []
    stack = [cue, *(h for h in parse.ancestors(cue) if parse.lemmas[h] in CITE and parse.relations[cue].startswith(("advcl", "xcomp", "ccomp", "obl")))]
    for verb in stack:
        for c in parse.children[verb]:
            relation = parse.relations[c].partition(":")[0]
            if relation not in ("obj", "iobj", "obl", "nmod"):
                continue
            case = next((parse.lower[k] for k in parse.children[c] if parse.relations[k] == "case"), "")
            if relation in ("obj", "iobj") and parse.lemmas[verb] in ("tell", "inform", "brief", "assure", "address"):
                nouns = [c]
            elif case in ("to", "by", "with") and parse.lemmas[verb] in (*CITE, "say", "speak", "talk", "report", "tell", "interview", "carry", "publish"):
                nouns = [c]
            elif relation in ("obl", "nmod") and parse.lemmas[c] in ("interview", "comment", "remark", "conversation", "message", "statement", "briefing"):
                nouns = [k for k in parse.children[c] if parse.relations[k].startswith("nmod")]
            else:
                continue
            for n in nouns:
                for one in (n, *(k for k in parse.children[n] if parse.relations[k] == "conj")):
                    if is_outlet(parse, entities, one):
                        name = outlet_name(parse, entities, one)
                        if name and name not in out:
                            out.append(name)
    return tuple(out)


def cited(parse: Parse, cue: int) -> int | None:
    """The head of the source that the cue's subject passes on: the object of "citing", or of "quoted … as saying".

    "CNN reported, citing a Ukrainian official, that …" gives "official"; "based on an anonymous source" gives "source".
    """
    for verb in (cue, *parse.children[cue], *parse.ancestors(cue)):
        if verb != cue and parse.sentence[verb] != parse.sentence[cue]:
            continue
        if parse.lemmas[verb] in CITE and (verb == cue or parse.relations[verb].startswith(("advcl", "acl", "parataxis", "ccomp", "conj", "root"))):
            noun = parse.child(verb, "obj")
            if noun >= 0 and parse.upos[noun] in ("NOUN", "PROPN", "PRON") and parse.xpos[verb] in ("VBG", "VBD", "VBZ", "VBP", "VBN"):
                return noun
        if parse.lemmas[verb] == "base" and verb != cue:
            noun = parse.child(verb, "obl")
            if noun >= 0:
                return noun
        if parse.lemmas[verb] in ("basis", "strength", "word") and verb != cue and parse.heads[verb] == cue:
            noun = parse.child(verb, "nmod")
            if noun >= 0:
                return noun
        if parse.relations[verb].startswith("obl") and parse.heads[verb] == cue and any(parse.lower[k] in ("based", "according") for k in parse.children[verb]):
            return verb  # "based on" and "according to" as case markers of their noun
        if parse.lower[verb] == "according" and verb != cue and parse.heads[verb] == cue:
            noun = parse.child(verb, "obl", "obj")
            if noun >= 0:
                return noun
    return None


def points_back(parse: Parse, first: int, last: int) -> bool:
    """Whether content only points at what was said before: "said this", "confirmed it"."""
    words = [i for i in range(first, last + 1) if parse.upos[i] != "PUNCT"]
    if not words or parse.lower[words[0]] not in _BACK or parse.upos[words[0]] not in ("PRON", "DET", "ADV"):
        return False
    if len(words) == 1 or all(parse.lower[i] in ("that", "this", "is", "was", "'s", "what", "how", "as") for i in words):
        return True  # "That is what an analyst told the paper"
    # "this in a video message": what follows belongs to the cue, not to the pronoun
    return parse.upos[words[0]] == "PRON" and parse.lower[words[1]] in ("in", "on", "at", "to", "during", "based", "late", "after", "citing", "through", "via")


@cache
def _media() -> dict[str, str]:
    return {noun: name for name, nouns in table("statements/media")["media"].items() for noun in nouns}


def medium(parse: Parse, cue: int) -> str | None:
    """What a statement was made in: "in a video message", "on Telegram". None if the cue's clause does not say."""
    known = _media()
    for c in parse.children[cue]:
        if not parse.relations[c].startswith("obl"):
            continue
        case = next((parse.lower[k] for k in parse.children[c] if parse.relations[k] == "case"), "")
        if case not in ("in", "on", "at", "during", "via", "by", "over", "through"):
            continue
        before = next((k for k in parse.children[c] if parse.relations[k] == "compound"), c)
        for key in (parse.words(before, c), parse.tokens[c].text, parse.lemmas[c]):
            if key in known:
                return known[key]
            if key.lower() in known:
                return known[key.lower()]
    return None
