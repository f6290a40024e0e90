"""Parties that stand side by side: which nouns are joined, and what they share."""

from sayso.events.doers import left_out, patient_of
from sayso.text.parse import Parse

__all__ = ["coordinated", "shared", "uncounted"]


def coordinated(parse: Parse, token: int) -> list[int]:
    """The nouns joined with the one at ``token``, in text order.

    >>> from sayso.models import parse
    >>> p = parse("Canada, Norway and Kenya condemned the coup.")
    >>> [p.tokens[i].text for i in coordinated(p, 0)]
    ['Norway', 'Kenya']
    """
    out: list[int] = []
    for c in parse.children[token]:
        if parse.upos[c] in ("NOUN", "PROPN", "PRON") and not _parts(parse, c) and (parse.relations[c] == "conj" or _listed(parse, token, c)):
            out += [c, *coordinated(parse, c)]
    return out


def _parts(parse: Parse, token: int) -> bool:
    """Whether a noun only says who most of those are: "300 villagers, most of them women and children"."""
    if parse.relations[token] not in ("appos", "conj"):
        return False
    first, _ = parse.subtree(token)
    first += parse.tokens[first].text == ","
    most = parse.lower[first] in ("most", "many", "half", "some", "mostly", "mainly")
    return most and first > 0 and parse.tokens[first - 1].text == ","


def shared(parse: Parse, members: list[int]) -> str:
    """What several plural nouns have behind the last of them: " in Chad and Mali" of "ministers and officials in Chad and Mali", or ""."""
    if len(members) < 2 or any(parse.name_at[m] >= 0 or parse.xpos[m] != "NNS" for m in members):
        return ""
    after = members[-1] + 1
    for c in parse.children[members[0]]:
        if c > after and parse.relations[c] == "nmod" and parse.lower[after] in ("in", "of", "from") and parse.name_at[c] >= 0:
            last = max([c, *(k for k in parse.children[c] if parse.relations[k] == "conj" and parse.name_at[k] >= 0)])
            return f" {parse.words(after, last)}"
    return ""


def uncounted(parse: Parse, number: int) -> int:
    """The noun that a bare number leaves out, whom the verb before befell: "four people were killed and 11 injured", "killed four people and
    injured 11", or −1."""
    if parse.upos[number] != "NUM" or parse.child(number, "nmod") >= 0:
        return -1
    verb = number + 1 if number + 1 < len(parse) and left_out(parse, number + 1) else parse.heads[number]
    if verb < 0 or parse.relations[verb] != "conj" or (verb < number and parse.relations[number] != "obj"):
        return -1
    noun = patient_of(parse, parse.heads[verb])
    return noun if 0 <= noun < verb and parse.xpos[noun] == "NNS" and parse.child(noun, "nummod") >= 0 else -1


def _listed(parse: Parse, token: int, c: int) -> bool:
    """Whether the parse takes the second of three for an apposition to the first: "Canada, Britain and Norway"."""
    first = parse.subtree(c)[0]
    if parse.relations[c] != "appos" or c < token or "," not in (parse.tokens[first - 1].text, parse.tokens[first].text):
        return False
    return any(_with_and(parse, k) for k in parse.children[c]) or _inner(parse, token, c)


def _inner(parse: Parse, token: int, c: int) -> bool:
    """Whether the second of three names stands between the first and "and" with the third, with words of its own: "Chad, the vast Sudan, and Mali"."""
    if any(parse.upos[i] != "PROPN" for i in (token, c)) or parse.child(c, "det", "amod") < 0:
        return False  # "Gao, Mali, and Chad"
    return any(k > c and parse.upos[k] == "PROPN" and _with_and(parse, k) for k in parse.children[token])


def _with_and(parse: Parse, token: int) -> bool:
    return parse.relations[token] == "conj" and any(parse.lower[m] == "and" for m in parse.children[token])
