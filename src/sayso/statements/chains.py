"""Chains of sources: through whom a statement reached the report.

Five shapes, all read from syntax around the cue: the outlet that a speaker told ("he told Reuters"), the outlet that quotes
or cites a speaker ("TASS quoted the minister as saying", "CNN reported, citing an official"), the outlet by which one was
quoted, an outlet whose whole content is another's statement, and the outlet that the next sentence credits for what was
just said ("CNN reports this").
"""

from functools import cache
from typing import Final

from sayso.entities import Entities
from sayso.statements.cues import is_cue
from sayso.statements.lists import of_media
from sayso.statements.outlets import hears, is_outlet, outlet_name
from sayso.statements.syntax import CITE, REACHED, quoted_verb
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["medium", "points_back", "told"]

_BACK: Final = frozenset(("this", "that", "so", "it", "these", "those"))


_TELL: Final = frozenset("tell inform brief assure address".split())
_REACHED: Final = CITE | REACHED
_HEARD: Final = _REACHED | frozenset("say speak talk report tell interview carry publish post write state add announce claim warn appear".split())


def told(parse: Parse, entities: Entities, cue: int, source: int | None = None) -> tuple[str, ...]:
    """Outlets that the speaker spoke to or was quoted by, from the arguments of the cue: "told Reuters", "in an interview
    with Le Monde", "was quoted as saying by TASS", "said on Radio Dabanga", "speaking to Al Jazeera, she said"."""
    out: list[str] = []
    for verb in dict.fromkeys((*_verbs(parse, cue), *(_reached(parse, source) if source is not None else ()))):
        for c in parse.children[verb]:
            for n in _listeners(parse, verb, c):
                for one in (n, *(k for k in parse.children[n] if parse.relations[k] == "conj")):
                    named = hears if parse.lemmas[verb] in _TELL and n == c else is_outlet
                    name = outlet_name(parse, entities, one) if named(parse, entities, one) else None
                    if name and name not in out:
                        out.append(name)
    return tuple(out)


def _occasion(parse: Parse, noun: int) -> bool:
    """Whether a noun of saying names its outlet: "in an interview with Le Monde", "in a statement carried by TASS"."""
    return parse.lemmas[noun] in of_media("occasions")


def _verbs(parse: Parse, cue: int) -> list[int]:
    """The cue, the verb of quoting above it, and a verb of speaking beside it ("Speaking to Al Jazeera, she said")."""
    up = parse.relations[cue].startswith(("advcl", "xcomp", "ccomp", "obl"))
    above = [h for h in parse.ancestors(cue) if up and parse.lemmas[h] in CITE]
    if parse.xpos[cue] == "VBG" and parse.relations[cue] == "advcl" and parse.lemmas[parse.heads[cue]] in _TELL:
        above.append(parse.heads[cue])  # "told Reuters that …, adding that …"
    noun = parse.heads[cue] if parse.lower[cue] == "according" and parse.relations[cue] == "case" else -1
    named = [noun, *(c for c in parse.children[noun] if parse.relations[c] == "conj")] if noun >= 0 else []
    quoted = [k for c in (*parse.children[cue], *named) if parse.relations[c] == "nsubj" or c in named for k in _participles(parse, c)]
    saying = quoted_verb(parse, cue)
    return [
        cue,
        *([saying] if saying >= 0 else []),
        *above,
        *quoted,
        *(c for c in parse.children[cue] if parse.relations[c] == "advcl" and parse.lemmas[c] in ("speak", "talk", "appear", "write", "post")),
    ]


_SHOWS: Final = frozenset("programme program service show podcast channel station bureau website correspondent".split())


def _reached(parse: Parse, source: int) -> list[int]:
    """The participles of speaking to somebody that stand behind a source's head, whatever the parse makes of them: "a resident reached by AFP"."""
    return [
        *_participles(parse, source),
        *(k for k in range(source + 1, min(source + 3, len(parse) - 1)) if parse.lemmas[k] in _REACHED and parse.lower[k + 1] == "by"),
    ]


def _participles(parse: Parse, noun: int) -> list[int]:
    """The "quoted by …" or "contacted by …" of a noun or of a name in apposition to it."""
    near = [noun, *(c for c in parse.children[noun] if parse.relations[c].startswith(("flat", "appos")))]
    return [k for n in near for k in parse.children[n] if parse.relations[k].startswith("acl") and parse.lemmas[k] in _REACHED and parse.xpos[k] == "VBN"]


def _listeners(parse: Parse, verb: int, c: int) -> list[int]:
    """The heads of what an argument of a verb of saying names as the one spoken to."""
    relation = parse.base_relations[c]
    if relation == "obl" and parse.lemmas[verb] in _TELL and c > verb and not any(parse.relations[k] in ("case", "mark") for k in parse.children[c]):
        relation = "obj"  # "told state television"
    case = next((parse.lower[k] for k in parse.children[c] if parse.relations[k] == "case"), "")
    if relation in ("obj", "iobj") and parse.lemmas[verb] in _TELL and parse.lemmas[c] in ("reporter", "correspondent", "journalist"):
        return [k for k in parse.children[c] if parse.relations[k] in ("nmod", "compound", "nmod:poss")]  # "told a reporter of the Herald"
    if relation in ("obj", "iobj") and parse.lemmas[verb] in _TELL:
        return [c, *(k for k in parse.children[c] if parse.relations[k] == "nmod:poss" and parse.name_at[k] >= 0 and parse.lemmas[c] in _SHOWS)]
    if relation not in ("obl", "nmod"):
        return []
    if (
        case in ("to", "by", "with", "on", "over", "via", "in")
        and (parse.lemmas[verb] in _HEARD or (case == "to" and is_cue(parse, verb)))
        and not _occasion(parse, c)
    ):
        return [c]
    if _occasion(parse, c):
        acts = [k for k in parse.children[c] if parse.relations[k].startswith("acl")]
        return [k for h in (c, *acts) for k in parse.children[h] if parse.relations[k].startswith(("nmod", "obl")) and parse.relations[k] != "nmod:poss"]
    return []


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
    """What a statement was made in: "in a video message", "on Telegram". None if the cue's clause does not say.

    A platform or a telephone says more than "a statement": "in a statement on Telegram" was made on Telegram.
    """
    found = [_medium_at(parse, c) for verb in _verbs(parse, cue) for c in _circumstances(parse, verb)]
    known = [m for m in found if m is not None] or _behind(parse, cue)
    return next((m for m in known if m not in _PLAIN), known[0] if known else None)


_PLAIN: Final = frozenset(("statement", "message", "report", "interview"))


def _behind(parse: Parse, cue: int) -> list[str]:
    """The medium that stands right behind a cue, whatever it hangs on: "said in a statement broadcast on …"."""
    end = parse.sentences[parse.sentence[cue]][1]
    if cue + 2 > end or parse.lower[cue + 1] not in ("in", "on", "via") or parse.upos[cue] != "VERB":
        return []
    for k in range(cue + 2, min(cue + 6, end + 1)):
        if parse.upos[k] in ("NOUN", "PROPN") and (k == end or parse.upos[k + 1] not in ("NOUN", "PROPN") or parse.heads[k] != k + 1):
            found = _named_medium(parse, k, [c for c in range(cue + 2, k) if parse.upos[c] in ("ADJ", "NOUN", "PROPN")])
            return [found] if found is not None else []
        if parse.upos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
            return []
    return []


def _circumstances(parse: Parse, verb: int) -> list[int]:
    """The obliques of a verb, and what hangs on them: "in a post on Telegram"."""
    heard = ("obj", "iobj") if parse.lemmas[verb] in _TELL else ()  # "told a news conference"
    first = [c for c in parse.children[verb] if parse.relations[c].startswith("obl") or parse.relations[c] in heard]
    return first + [k for c in first for k in parse.children[c] if parse.relations[k] == "nmod"]


def _medium_at(parse: Parse, c: int) -> str | None:
    case = next((parse.lower[k] for k in parse.children[c] if parse.relations[k] == "case"), "")
    if case not in ("in", "on", "at", "during", "via", "by", "over", "through") and parse.relations[c] not in ("obj", "iobj"):
        return None
    return _named_medium(parse, c, [k for k in parse.children[c] if parse.relations[k] in ("compound", "amod") and k < c])


def _named_medium(parse: Parse, noun: int, front: list[int]) -> str | None:
    """What a noun with the words ``front`` before it, or a platform named behind it ("the app Telegram"), is called as a medium."""
    known = _media()
    behind = noun + 1
    if behind < len(parse) and parse.upos[behind] == "PROPN" and parse.sentence[behind] == parse.sentence[noun] and parse.tokens[behind].text in known:
        return known[parse.tokens[behind].text]
    words = (
        [parse.words(k, noun) for k in front] + [parse.words(k, k) for k in front if parse.upos[k] == "PROPN"] + [parse.tokens[noun].text, parse.lemmas[noun]]
    )
    return next((known[w] for key in words for w in (key, key.lower()) if w in known), None)
