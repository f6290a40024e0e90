"""The pass over a report that gives every name, pronoun and description the entity that it means, from left to right."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sayso.entities.descriptions import described, owner
from sayso.entities.finish import finish
from sayso.entities.found import Entities
from sayso.entities.grammar import RELATIVE
from sayso.entities.knowledge import fold
from sayso.entities.names import read_name, unmarked
from sayso.entities.people import look_ahead
from sayso.entities.phrases import describe
from sayso.entities.pronouns import PRONOUNS, antecedent, sex_of
from sayso.entities.speech import Speech, speech
from sayso.entities.spots import at_place, named_behind
from sayso.entities.state import State, begin
from sayso.entities.words import noun
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["resolve"]

_READ: Final = frozenset(("NOUN", "PROPN", "PRON", "DET"))


def resolve(parse: Parse, places: Sequence[Place], *, published: date | None) -> Entities:
    """Everybody and everything a report speaks of, with every stretch of text that means them.

    >>> from sayso.models import parse
    >>> found = resolve(parse("Defence Minister Ann Lee spoke to reporters. She resigned on Friday."), (), published=None)
    >>> [(e.name, e.role) for e in found.entities if e.kind == "person"]
    [('Ann Lee', 'Defence Minister')]

    Args:
        parse: The report's parse.
        places: Its places.
        published: The day it appeared; tells who was president.
    """
    state = begin(parse, places, published)
    return _Pass(state, speech(parse)).run()


class _Pass:
    def __init__(self, state: State, said: Speech) -> None:
        self.state = state
        self.said = said
        self.documents: list[int] = []
        self.relatives: list[int] = []
        self.introducing: list[int] = []

    def run(self) -> Entities:
        look_ahead(self.state)
        for first, last in self.state.parse.sentences:
            self._sentence(first, last + 1)
        self._relatives()
        self._documents()
        return finish(self.state)

    def _sentence(self, i: int, end: int) -> None:
        """Names and descriptions first, then pronouns, which may look ahead inside their sentence."""
        state, parse, drafts = self.state, self.state.parse, self.state.drafts
        name_at, places, taken, kinds = parse.name_at, state.places, state.taken, parse.upos
        began = len(drafts.order)
        pronouns = []
        while i < end:
            k = name_at[i]
            if i in places:
                behind = at_place(state, i, k)
                i = read_name(state, k) if behind is None else behind
                continue
            if k >= 0 and parse.names[k].first == i:
                i = read_name(state, k)
                continue
            if k < 0 and kinds[i] in _READ and i not in taken and self._word(i):
                pronouns.append(i)
            i += 1
        for i in self.introducing:
            if drafts.at[i + 1] >= 0:
                drafts.at[i] = drafts.at[i + 1]
                drafts.all[drafts.at[i]].nouns.add(parse.low_lemmas[i])
        self.introducing.clear()
        if pronouns:
            for i in pronouns:
                self._pronoun(i)
            drafts.order[began:] = sorted(drafts.order[began:], key=lambda m: m.head)

    def _word(self, i: int) -> bool:
        """Read a word outside names; whether it is a pronoun, which waits until its sentence is read."""
        parse = self.state.parse
        upos, lower = parse.upos[i], parse.lower[i]
        if parse.tokens[i].text == "WHO" and i and parse.tokens[i - 1].text in ("The", "the") and unmarked(self.state, i):
            return False  # never the pronoun
        if upos in ("NOUN", "PROPN"):
            if upos == "PROPN" and unmarked(self.state, i):
                return False
            sort = noun(parse.low_lemmas[i])
            if sort == "document":
                self.documents.append(i)
            elif sort is not None:
                self._described(i, sort)
        elif upos in ("PRON", "DET"):
            if lower in PRONOUNS:
                return True
            if lower in RELATIVE and parse.xpos[i] in ("WP", "WDT", "WP$"):
                self.relatives.append(i)
        return False

    def _pronoun(self, i: int) -> None:
        parse, drafts = self.state.parse, self.state.drafts
        kind = PRONOUNS[parse.lower[i]]
        if kind == "thing" and (parse.relations[i].startswith("expl") or _empty(parse, i)):
            return
        speaker, direct = self.said.speaker(drafts, i)
        number, _ = antecedent(parse, drafts.all, drafts.order, drafts.at, i, speaker=speaker, direct=direct)
        if number < 0:
            return
        draft = drafts.all[number]
        if kind == "person" and draft.kind != "person":
            draft.kind, draft.parts = "person", tuple(fold(draft.name).split())
        if kind == "person" and not draft.gender:
            draft.gender = sex_of(parse.lower[i])
        drafts.mention(draft, i, i, i, "pronoun")

    def _described(self, i: int, sort: str) -> None:
        parse, drafts = self.state.parse, self.state.drafts
        relation, head = parse.relations[i], parse.heads[i]
        if (relation in ("compound", "amod", "flat", "goeswith", "nmod:desc") and head > i) or (relation == "nmod" and i + 1 < len(parse) and head == i + 1):
            return
        same = head if relation == "appos" and head >= 0 and sort in ("person", "body", "place") else -1
        if any(parse.relations[c] == "cop" for c in parse.children[i]) and sort != "people":
            subject = parse.child(i, "nsubj")
            if subject >= 0 and drafts.at[subject] >= 0:
                drafts.all[drafts.at[subject]].nouns.add(parse.low_lemmas[i])
            return
        if sort == "body" and same < 0:
            if _introduces(parse, i):
                self.introducing.append(i)
                return
            same = _called(self.state, i)
        if same >= 0 and drafts.at[same] >= 0:
            # "Kherson, the regional capital,", "the Reuters news agency": the same thing said twice
            drafts.at[i] = drafts.at[same]
            drafts.all[drafts.at[same]].nouns.add(parse.low_lemmas[i])
            return
        if sort == "place" and named_behind(self.state, i):
            return
        found = described(drafts, i, sort)
        if found is None:
            return
        draft, p = found
        if not draft.named and draft.kind == "person" and not draft.of and owner(drafts, p):
            # "the county commissioner" is later said to be "the commissioner of Fashoda County"
            draft.name, draft.of = describe(parse, i), owner(drafts, p)
        drafts.mention(draft, p.first, p.last, i, "description", cover=(i, i))
        for m in p.modifiers:
            if drafts.at[m] < 0:
                drafts.at[m] = draft.number

    def _relatives(self) -> None:
        """Give "who" and "which" the noun that their clause belongs to."""
        parse, at = self.state.parse, self.state.drafts.at
        for i in self.relatives:
            if at[i] < 0:
                for a in parse.ancestors(i):
                    if parse.relations[a] == "acl:relcl":
                        if 0 <= parse.heads[a] < i:
                            at[i] = at[parse.heads[a]]
                        break

    def _documents(self) -> None:
        """Give a body's document to the body, which is credited through it: "a city government report"."""
        parse, drafts = self.state.parse, self.state.drafts
        for i in self.documents:
            if drafts.at[i] >= 0:
                continue
            for c in parse.children[i]:
                if parse.relations[c] not in ("compound", "nmod:poss", "nmod") or c > i:
                    continue
                if drafts.at[c] < 0 and parse.name_at[c] < 0 and noun(parse.low_lemmas[c]) == "body":
                    found = described(drafts, c, "body")
                    if found is not None:
                        drafts.mention(found[0], found[1].first, c, c, "description", cover=(c, c))
                if drafts.at[c] >= 0 and drafts.all[drafts.at[c]].kind in ("organisation", "group"):
                    drafts.at[i] = drafts.at[c]


_BETWEEN: Final = frozenset(
    ("news", "television", "tv", "radio", "aid", "rights", "monitoring", "rebel", "militant", "armed", "newspaper", "state", "satellite", "online")
)


def _called(state: State, i: int) -> int:
    """The name right in front of a noun that only says what it is: "Reuters" of "the Reuters news agency", never "Kyiv" of "the Kyiv government"."""
    parse, drafts = state.parse, state.drafts
    k = i - 1
    while k >= 0 and parse.lower[k] in _BETWEEN and parse.name_at[k] < 0:
        k -= 1
    if k < 0 or parse.name_at[k] < 0 or drafts.at[k] < 0 or parse.xpos[k] == "POS" or parse.sentence[k] != parse.sentence[i]:
        return -1
    own = parse.low_lemmas[i] in _SAID_OF_NAMES and drafts.all[drafts.at[k]].kind in ("organisation", "group")
    return k if own else -1


def _introduces(parse: Parse, i: int) -> bool:
    """Whether a noun only says what the name right behind it is: "the Brazilian newspaper Folha", "the rights group Amnesty International"."""
    k = parse.name_at[i + 1] if i + 1 < len(parse) else -1
    if k < 0 or parse.names[k].first != i + 1 or parse.names[k].kind != "ORG" or parse.low_lemmas[i] not in _SAID_OF_NAMES:
        return False
    name = parse.names[k]
    return any(parse.heads[j] == i for j in range(name.first, name.last + 1)) or name.first <= parse.heads[i] <= name.last


_SAID_OF_NAMES: Final = frozenset(
    (
        "agency", "newspaper", "daily", "magazine", "weekly", "broadcaster", "channel", "network", "station", "website", "portal", "group", "charity", "company",
        "organisation", "organization", "militia", "watchdog", "firm", "foundation", "movement", "alliance", "bloc", "gang", "cartel", "party",
    )
)  # fmt: skip


def _empty(parse: Parse, i: int) -> bool:
    """Whether "it" means nothing or a whole clause: "it is unclear whether", "it would complicate", "it rained"."""
    if parse.lower[i] != "it":
        return False
    head = parse.heads[i]
    if head < 0:
        return True
    return parse.upos[head] == "ADJ" or any(
        parse.relations[c].startswith("csubj") or (parse.relations[c] == "ccomp" and parse.relations[i] == "nsubj:pass") for c in parse.children[head]
    )
