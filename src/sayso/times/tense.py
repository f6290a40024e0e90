"""Which way a time without a year or week looks: to the past or the future, as the verb that it dates says."""

from typing import Final

from sayso.text.parse import Parse

__all__ = ["governor", "in_past", "tense"]

_PLANS: Final = frozenset(
    "schedule plan expect due set slate intend hope vow pledge promise aim prepare propose want begin_to invite agree decide order urge ask call demand threaten".split()
)
_PLANNED: Final = frozenset("schedule plan expect set slate due propose tentative".split())
_FUTURE: Final = frozenset(("will", "shall", "'ll", "may", "might", "could", "would", "can", "should", "must"))
_SETTING: Final = frozenset(
    "call announce set schedule plan promise pledge order propose ask request invite summon declare convene book organise organize".split()
)
_ACCOUNTS: Final = frozenset("result figure profit loss sale earnings earning revenue datum number report toll budget rate estimate total index output".split())
"""What is told for a time that is over: "sales for May"."""
_AHEAD: Final = frozenset("payable effective due valid eligible available".split())


def governor(p: Parse, token: int) -> int:
    """The verb that a token depends on, nearest first; −1 if there is none in its sentence."""
    seen = 0
    i = token
    while i >= 0 and seen < 12:
        if p.upos[i] == "VERB" and i != token:
            return i
        if p.upos[i] == "AUX" and p.relations[i] in ("root", "conj", "ccomp", "advcl") and i != token:
            return i
        if i != token and any(p.relations[c] in ("cop", "aux") for c in p.children[i]) and p.upos[i] in ("NOUN", "ADJ", "PROPN", "ADV", "NUM", "PRON"):
            return i
        i = p.heads[i]
        seen += 1
    return -1


def tense(p: Parse, token: int) -> int:
    """−1 for past, 1 for future, 2 for the bare present, 0 where the verb over ``token`` is none of these or absent.

    A plan looks forward whatever its tense ("was due on Friday", "agreed to meet on Friday").
    """
    head = p.heads[token]
    before = range(max(p.sentences[p.sentence[token]][0], token - 3), token)
    if any(p.lemmas[k] in _AHEAD and (k == head or p.relations[token].startswith("obl")) for k in (*before, head) if k >= 0):
        return 1  # "a sum payable on 1 May", whoever named it when
    verb = governor(p, token)
    if verb >= 0 and p.lemmas[verb] in _SETTING and any(p.lower[c] == "for" and p.relations[c] == "case" for c in p.children[token]):
        if not any(k >= 0 and p.lemmas[k] in _ACCOUNTS for k in (head, p.child(verb, "obj"))):
            return 1  # "called a strike for Monday", "announced elections for May"; not "announced sales for May"
    return _of(p, verb) if verb >= 0 else 0


_TELLING: Final = frozenset("know learn find see realize realise discover".split())


def in_past(p: Parse, token: int) -> bool:
    """Whether what a token's verb looks forward to is told from the past: "would soon leave", "was soon to leave"."""
    if any(p.lower[c] in ("was", "were") and p.relations[c] == "cop" for c in p.children[token]):
        return True
    verb = governor(p, token)
    if verb < 0:
        return False
    head = p.heads[verb]
    if any(p.lower[c] in ("would", "was", "were") and p.relations[c].startswith(("aux", "cop")) for c in p.children[verb]):
        # "said that they would soon leave" is still to come; "knew" and "saw" tell
        return p.relations[verb] != "ccomp" or (head >= 0 and p.lemmas[head] in _TELLING)
    return head >= 0 and p.relations[verb] in ("xcomp", "ccomp") and p.lower[head] in ("was", "were")


def _of(p: Parse, verb: int, depth: int = 0) -> int:
    aux = [c for c in p.children[verb] if p.relations[c].startswith(("aux", "cop"))]
    marks = [p.lower[c] for c in p.children[verb] if p.relations[c] == "mark"]
    tag = p.xpos[verb]
    lemmas = [p.lemmas[c] for c in aux]
    forms = [p.lower[c] for c in aux]
    if (
        p.lemmas[verb] in _PLANNED
        and tag == "VBN"
        and ("have" not in lemmas or p.lemmas[verb] in ("schedule", "slate") or (p.lemmas[verb] == "set" and p.child(verb, "xcomp") >= 0))
    ):
        return 1  # "has scheduled a hearing on Thursday"
    if "have" not in lemmas and (p.lower[verb] == "due" or (p.lemmas[verb] in ("plan", "schedule") and tag in ("VBD", "VBN", "VBG"))):
        return 1
    if any(f in _FUTURE for f in forms):
        return -1 if "have" in lemmas else 1  # "may have left on Friday"
    if p.lemmas[verb] == "go" and tag == "VBG" and p.child(verb, "xcomp") >= 0:
        return 1
    if "to" in marks and any(f in ("is", "are") for f in forms) and "have" not in lemmas:
        return 1  # "are to meet on Friday"
    if "to" in marks or any(p.lower[c] == "to" and p.upos[c] == "PART" for c in p.children[verb]):
        if "have" in lemmas:
            return -1
        head = p.heads[verb]
        if head >= 0 and depth < 4:
            if p.upos[head] == "NOUN" and any(p.lemmas[c] in ("first", "second", "last", "only", "latest") for c in p.children[head]):
                return -1  # "the first states to join on Friday" have joined
            if p.lemmas[head] in _PLANS or p.upos[head] in ("NOUN", "ADJ", "PROPN"):
                return 1
            above = _of(p, head, depth + 1)
            return 1 if above > 0 else above  # "managed to leave on Friday" is past, "are to leave" is not
        return 1
    if tag in ("VB", "VBP") and not aux and p.lower[verb] == p.lemmas[verb] and not any(p.relations[c].startswith(("nsubj", "mark")) for c in p.children[verb]):
        if p.relations[verb] in ("root", "parataxis", "ccomp") and p.sentences[p.sentence[verb]][0] in (verb, verb - 1):
            return 1  # "Leave the town by Friday"
    inflected = tag == "VBP" and not aux and p.lower[verb] != p.lemmas[verb] and p.lower[verb][0] not in "'’"  # "retook" is no present, whatever its tag
    past = any(p.xpos[c] == "VBD" for c in aux) or tag == "VBD" or "have" in lemmas or (inflected and p.lemmas[verb] != "be")
    if past:
        return -1
    if tag in ("VBZ", "VBP") or any(p.xpos[c] in ("VBZ", "VBP") for c in aux):
        return 1 if p.lemmas[verb] in _PLANS or tag == "VBG" or depth else 2
    if tag in ("VBG", "VBN") and depth < 4:
        head = p.heads[verb]
        while head >= 0 and p.upos[head] not in ("VERB", "AUX"):
            head = p.heads[head]
        if head >= 0:
            above = _of(p, head, depth + 1)
            return -1 if tag == "VBN" and above >= 0 else above
        return -1 if tag == "VBN" else 0
    if p.relations[verb] in ("conj", "xcomp", "ccomp") and tag == "VB" and p.heads[verb] >= 0 and depth < 4:
        return _of(p, p.heads[verb], depth + 1)
    return 0
