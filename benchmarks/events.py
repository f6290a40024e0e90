"""Events against hand-coded sentences and reports: PLOVER's gold records, PETRARCH's test sentences, MUC-4, factuality, reference times.

    python benchmarks/events.py [--data DIR] [--only plover petrarch2 muc factuality tdg] [--misses]

How PLOVER is counted. Its records code one event a sentence and fold modality into the type: what a party announces is AGREE or
THREATEN, what it demands REQUEST, what it refuses REJECT, whatever the deed. Ours keep deed and modality apart, so each event is
turned into PLOVER's reading first (``plover_type``), and a record counts as found if one event of its sentence has its type.
Older names are mapped (FIGHT → ASSAULT, DEMAND → REQUEST, DISAPPROVE and INVESTIGATE → ACCUSE, CONCEDE and RETREAT → YIELD).
Actors match if the content words of one name hold the other's, demonyms and capitals as countries, "U.N." as United Nations; ``events_a_sentence`` keeps recall honest.

PETRARCH's sentences carry the codes of their own dictionaries, which are WEIS's (122 "condemn", 081 "sign"), not CAMEO's, and in the
parts on patterns, synonym sets and verbs are invented ("901"). Only between real states and unions of states, in records of PETRARCH's own, codes can also be
CAMEO's (030 "intends to cooperate", 194 "fights with artillery"), and there either is right. WEIS 02 (comment) is saying, no event of ours, and its
coded pairs are left out; type is counted over the parts with WEIS codes. ``pair`` asks for actor and recipient alone, over all parts.
Events are compared as event data have them (``sayso.events.dyads``): parties that act together apart, what takes two both ways. A party has the code
if its letters stand in that order in its name, or in that of the state or body that the reading says it acts for; roles behind the state
(GOV, MIL) are not compared. Half of what is missed no reading could find, since only the dictionary knows that "Slinker" is HOB: ``pair_shown`` and
``type+pair_shown`` count what is left when codes whose letters stand in no word of the sentence with a capital are left out, real states not.

TDG: of the events that the gold dates by a time of the text (other than the day of publication), how many have that time. Of all its
events, those that it leaves to the day of publication included, ``right_or_rightly_none`` counts also those rightly left without.
``right_day`` takes other words for the same day ("yesterday" for "Friday"); ``carried_right``: of those dated by an earlier sentence.
Where a date holds on without being repeated the marks are uneven: see ``training/dating.py``.

Factuality: UDS grades whether a thing happened, and is compared with the encoder's head. MEANTIME's labels are certainty and polarity
whatever the tense, "will buy" is certain; they are what our modality says, and are compared with it (``MEANTIME_head``: with the head).

MUC: the templates of the simplified task (type, individuals and organisations who did it, physical targets, victims by name, weapons), scored as its
reference scorer does: templates that differ in nothing kept count once; incidents are paired with templates of their type one to one, so that most
slots are right; type and every filler count alike, and what is left over on either side is missing or spurious. ``exact_micro`` takes a filler for
right if it is one of the entity's mentions, without articles and punctuation: the measure under which systems are published. ``micro`` and the
figures by slot compare content words, one side's all in the other's. Unlike there, a second filler of ours for one entity is spurious.
"""

import argparse
import json
import math
import os
import re
import string
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

PLOVER = {"FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD"}
WEIS = {
    "03": {"CONSULT"}, "04": {"SUPPORT", "AGREE"}, "05": {"AGREE"}, "06": {"SUPPORT", "YIELD", "COOPERATE", "AID"}, "07": {"AID"}, "08": {"AGREE", "COOPERATE"}, "09": {"REQUEST"},
    "10": {"REQUEST", "AGREE"}, "11": {"REJECT"}, "12": {"ACCUSE"}, "13": {"ACCUSE"}, "14": {"REJECT"}, "15": {"REQUEST"}, "16": {"THREATEN"}, "17": {"THREATEN"},
    "18": {"PROTEST", "MOBILIZE"}, "19": {"SANCTION"}, "20": {"SANCTION", "COERCE"}, "21": {"COERCE", "ASSAULT"}, "22": {"ASSAULT"},
}  # fmt: skip
FRIENDLY = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "AGREE"}
_STOP = set(
    "the a an of and for in at by with to senior top president minister prime official officials foreign defence defense secretary government mr based".split()
)


def understood(text: str, published=None):
    """The parse, the statements and the events of one text."""
    p, _, said, found = understood_whole(text, published)
    return p, said, found


def understood_whole(text: str, published=None):
    """The layers under events, and events, for one text: parse, entities, statements, what happened."""
    from sayso import entities, events, places, statements, times
    from sayso.models import parse as encode

    p = encode(text)
    where = places.resolve(p)
    who = entities.resolve(p, where, published=published)
    when = times.resolve_all(times.find(p), p, published=published)
    said = statements.find(p, who, when)
    where = tuple(replace(x, entity=who.place_entity(x)) for x in where)
    return p, who, said, events.find(p, entities=who, places=where, times=when, statements=said)


def country_names(text: str) -> set[str]:
    """Names of the places that a text names, by demonym too, and of the states whose capitals it names."""
    from sayso import places
    from sayso.entities.knowledge import state
    from sayso.models import parse as encode

    found = places.resolve(encode(text))
    return {p.name for p in found} | {s for p in found if p.feature == "PPLC" and (s := state(p.country))}


def plover_type(event, text: str) -> str:
    """The type under which PLOVER's gold records would have an event: modality folded in."""
    if event.modality == "demanded":
        return "REQUEST"
    cue = text[event.modality_cue.start : event.modality_cue.end].lower() if event.modality_cue else ""
    if event.modality == "denied" and re.match(r"(refus|reject|declin|oppos|rul|veto|dismiss|not|n't|won't)", cue):
        return "REJECT"
    if event.modality in ("planned", "conditional", "possible") and event.type not in ("THREATEN", "REQUEST", "REJECT", "ACCUSE"):
        if re.match(r"(threat|warn)", cue):
            return "THREATEN"
        if event.modality == "planned" or cue in ("ready", "willing", "would", "may"):
            return "AGREE" if event.type in FRIENDLY else "THREATEN"
    return event.type


def words(name: str) -> set[str]:
    name = re.sub(r"\bU\.?N\b\.?", "United Nations", name or "")
    found = {w.rstrip("s") if len(w) > 4 else w for w in re.findall(r"[a-z0-9]+", name.lower())}
    return (found - _STOP) or found


def alike(gold: str, ours: str | None) -> bool:
    """Whether two names plainly mean the same party."""
    if not ours:
        return False
    b = words(ours)
    for name in (gold, *country_names(gold)):
        a = words(name)
        if a and b and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.5):
            return True
    return any(n == ours for n in country_names(gold)) or bool(country_names(ours) & country_names(gold))


def plover(data: Path, misses: list[str]) -> dict[str, float]:
    records = json.loads((data / "events/plover/gold_standard_records/PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8"))
    n = Counter()
    by_type: dict[str, list[int]] = {}
    for r in records:
        if "text" not in r:
            continue
        text = r["text"]
        _, said, found = understood(text)
        sources_of = {s.id: s.source.name for s in said}
        gold = PLOVER.get(r["event"], r["event"])
        sources = [s["actorText"] for s in r.get("source") or [] if isinstance(s, dict)]
        targets = [s["actorText"] for s in r.get("target") or [] if isinstance(s, dict)]
        typed = [e for e in found.events if plover_type(e, text) == gold]
        n["n"] += 1
        n["events"] += len(found.events)
        n["type"] += bool(typed)

        def parties(e, sources_of=sources_of):
            """Who is the source and who the target in PLOVER's reading: a demand's source is the speaker, its target the doer."""
            speaker = sources_of.get(e.statement)
            return ([e.actor, speaker], [e.recipient, e.actor]) if e.modality == "demanded" else ([e.actor], [e.recipient])

        actor = [e for e in typed if not sources or any(alike(s, a) for s in sources for a in (*parties(e)[0], *([e.recipient] if len(sources) > 1 else [])))]
        n["actor"] += bool(actor)
        both = [e for e in actor if any(alike(t, r) for t in targets for r in parties(e)[1]) or not targets]
        n["both"] += bool(both)
        by_type.setdefault(gold, []).append(bool(typed))
        if not both:
            got = [(plover_type(e, text), e.type, text[e.start : e.end], e.actor, e.recipient, e.modality) for e in found.events]
            misses.append(f"{'TYPE' if not typed else 'ACTOR' if not actor else 'RECIP'} {gold} {sources} {targets} | {text} | {got}")
    return {
        "type": 100 * n["type"] / n["n"],
        "type+actor": 100 * n["actor"] / n["n"],
        "type+actor+recipient": 100 * n["both"] / n["n"],
        "n_events_a_sentence": n["events"] / n["n"],
        "n": n["n"],
    } | {f"n_type_{k}": round(100 * sum(v) / len(v)) for k, v in sorted(by_type.items())}


CAMEO = {"03": {"AGREE"}, "06": {"COOPERATE"}, "11": {"ACCUSE"}, "17": {"COERCE"}, "19": {"ASSAULT"}}
"""Those of CAMEO's roots that the records with real states use."""
STATES = {"USA": "United States", "PRK": "North Korea", "KOR": "South Korea", "PHL": "Philippines", "FRA": "France", "CAF": "Central African Republic", "PAK": "Pakistan", "AFG": "Afghanistan", "DNK": "Denmark", "LBY": "Libya", "NZE": "New Zealand"}  # fmt: skip
"""The real states of the records."""


def _code(code: str, *names: str | None) -> bool:
    """Whether one of a party's names can stand behind the first three letters of its code, "GON" for "Gondor"; real states by their own names."""
    short = re.sub(r"^(IGO|NGO)(?=[A-Z]{3})", "", code)[:3]
    if short == "---":
        return True
    for name in names:
        letters = iter(re.sub(r"[^A-Z]", "", (name or "").upper()))
        if name and (name == STATES.get(short) or all(c in letters for c in short)):
            return True
    return False


def _shown(code: str, sentence: str) -> bool:
    """Whether a word of the sentence can stand behind a code, as far as a reader without the dictionary can know."""
    return code[:3] in STATES or any(_code(code, word) for word in re.findall(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*", sentence))


def petrarch2(data: Path, misses: list[str]) -> dict[str, float]:
    from sayso import places
    from sayso.events import dyads

    text = (data / "events/petrarch2/petrarch2/data/text/PETR.UnitTest.records.xml").read_text(encoding="utf-8")
    n = Counter()
    for head, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", text, re.DOTALL):
        sentence = " ".join(re.search(r"<Text>(.*?)</Text>", body, re.DOTALL)[1].split())
        codings = re.findall(r"<EventCoding (.*?)/?>", body)
        if any("error" in c for c in codings):
            continue
        gold = [dict(re.findall(r"(\w+) *= *\"([^\"]*)\"", c)) for c in codings]
        p, who, _, found = understood_whole(sentence)
        where = places.resolve(p)
        pairs = [(e, d) for e in found.events for d in dyads(e, sentence, who.entities, where)]
        if any("noevents" in g for g in gold):
            n["n_noevents"] += 1
            n["noevents"] += not found.events
            continue
        for g in gold:
            kinds = WEIS.get(g.get("eventcode", "")[:2])
            if kinds is None or len(g["eventcode"]) != 3:
                continue
            typed = not re.search("SYNSET|PATTERN|VERB|MODIFY", head)
            n["n_pair"] += 1
            n["n"] += typed
            source, target = g.get("sourcecode", "---"), g.get("targetcode", "---")
            if all(code[:3] in ("IGO", *STATES) for code in (source, target)):
                kinds = kinds | CAMEO.get(g["eventcode"][:2], set())
            pair = [e for e, d in pairs if _code(source, *(d.source or ())) and _code(target, *(d.target or ()))]
            right = [e for e in pair if {plover_type(e, sentence), e.type} & kinds]
            shown = _shown(source, sentence) and _shown(target, sentence)
            n["pair"] += bool(pair)
            n["type"] += typed and any({plover_type(e, sentence), e.type} & kinds for e in found.events)
            n["both"] += typed and bool(right)
            n["n_pair_shown"] += shown
            n["pair_shown"] += shown and bool(pair)
            n["n_shown"] += shown and typed
            n["both_shown"] += shown and typed and bool(right)
            if typed and not right:
                misses.append(
                    f"{'PAIR' if not pair else 'TYPE'}{'' if shown else '-DICT'} {g} | {sentence} | {[(e.type, sentence[e.start : e.end], d.source and tuple(d.source), d.target and tuple(d.target)) for e, d in pairs]}"
                )
    return {
        "type": 100 * n["type"] / n["n"],
        "pair": 100 * n["pair"] / n["n_pair"],
        "type+pair": 100 * n["both"] / n["n"],
        "pair_shown": 100 * n["pair_shown"] / n["n_pair_shown"],
        "type+pair_shown": 100 * n["both_shown"] / n["n_shown"],
        "noevents": 100 * n["noevents"] / n["n_noevents"],
        "n_pair_shown": n["n_pair_shown"],
        "n_shown": n["n_shown"],
        "n": n["n"],
        "n_pair": n["n_pair"],
        "n_noevents": n["n_noevents"],
    }


SLOTS = {"PerpInd": "perpetrator", "PerpOrg": "organisation", "Target": "target", "Victim": "victim", "Weapon": "weapon"}


def muc(data: Path, misses: list[str]) -> dict[str, float]:
    from sayso.events.incidents import find_incidents

    docs = [json.loads(line) for line in (data / "events/muc34/processed/dev.json").read_text(encoding="utf-8").splitlines()]
    by_words, exact = Tally(), Tally()
    for doc in docs:
        p, who, said, found = understood_whole(doc["doctext"])
        ours = [{"incident_type": i.kind, **{s: i.names(part) for s, part in SLOTS.items()}} for i in find_incidents(p, who.entities, said, found.events)]
        golds: list[dict] = []
        for t in doc["templates"]:
            mentions = {s: [[m[0] for m in entity] for entity in t[s]] for s in SLOTS} | {"incident_type": t["incident_type"]}
            if mentions not in golds:
                golds.append(mentions)
        pairs = by_words.add(golds, ours, _same_words)
        exact.add(golds, ours, lambda gold, name: normal(gold) == normal(name))
        misses += [f"MUC {doc['docid']} gold {t} ours {next((ours[o] for o, g in pairs if g == n), None)}" for n, t in enumerate(golds)]
        misses += [f"MUC {doc['docid']} spurious {o}" for n, o in enumerate(ours) if n not in {i for i, _ in pairs}]
    return by_words.f1() | {"exact_micro": exact.f1()["micro"], "n": len(docs), "n_templates": by_words.gold["incident_type"]}


def normal(name: str) -> str:
    """A mention as the reference scorer compares it: small letters, no punctuation, no articles."""
    kept = "".join(c for c in name.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", kept).split())


def _same_words(gold: str, name: str) -> bool:
    return words(gold) <= words(name) or words(name) <= words(gold)


class Tally:
    """Right, gold and found slots over many reports."""

    def __init__(self) -> None:
        self.right, self.gold, self.found = Counter(), Counter(), Counter()

    def add(self, golds: list[dict], ours: list[dict], same) -> list[tuple[int, int]]:
        """Count one report; which incident of ours was paired with which template."""
        for templates, count in ((golds, self.gold), (ours, self.found)):
            for t in templates:
                count["incident_type"] += 1
                for s in SLOTS:
                    count[s] += len(t[s])
        best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ())}  # by the set of templates that are taken
        for i, o in enumerate(ours):
            for taken, (value, pairs) in list(best.items()):
                for j, t in enumerate(golds):
                    if o["incident_type"] in t["incident_type"] and not taken >> j & 1:
                        more = value + 1 + sum(_hits(t[s], o[s], same) for s in SLOTS)
                        if more > best.get(taken | 1 << j, (0, ()))[0]:
                            best[taken | 1 << j] = (more, (*pairs, (i, j)))
        pairs = max(best.values())[1]
        for i, j in pairs:
            self.right["incident_type"] += 1
            for s in SLOTS:
                self.right[s] += _hits(golds[j][s], ours[i][s], same)
        return list(pairs)

    def f1(self) -> dict[str, float]:
        """F1 in per cent by slot, and over all."""
        out = {s: 200 * self.right[s] / max(1, self.gold[s] + self.found[s]) for s in ("incident_type", *SLOTS)}
        return out | {"micro": 200 * self.right.total() / (self.gold.total() + self.found.total())}


def _hits(golds: list[list[str]], ours: list[str], same) -> int:
    """How many gold entities have a filler of ours, each filler used once."""
    left = list(ours)
    hits = 0
    for mentions in golds:
        for o in left:
            if any(same(m, o) for m in mentions):
                hits += 1
                left.remove(o)
                break
    return hits


def pearson(pairs: list[tuple[float, float]]) -> float:
    n = len(pairs)
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    sxy = sum((x - mx) * (y - my) for x, y in pairs)
    return sxy / math.sqrt(sum((x - mx) ** 2 for x, _ in pairs) * sum((y - my) ** 2 for _, y in pairs))


_CERTAIN = {"asserted": 3.0, "planned": 3.0, "possible": 0.75, "conditional": 0.75, "demanded": 0.75, "denied": -3.0}
"""MEANTIME's scale: certain 3, probable 1.5, possible 0.75, denied −3."""


def factuality(data: Path, _: list[str]) -> dict[str, float]:
    from sayso.events import modality
    from sayso.models import parse as encode

    out: dict[str, float] = {}
    for name in ("UDS_IH2", "MEANTIME"):
        pairs = []
        for line in (data / f"modality/{name}/dev.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            tokens = row["text"].split(" ")
            starts, at = [], 0
            for t in tokens:
                starts.append(at)
                at += len(t) + 1
            p = encode(row["text"])
            for target in row["targets"]:
                first, _ = p.tokens_in(starts[target["span1"][0]], starts[target["span1"][0]] + 1)
                if first < len(p):
                    pairs.append((p.factuality[first], _CERTAIN[modality(p, first)[0]], target["label"]))
        head, rules = (100 * pearson([(pair[i], pair[2]) for pair in pairs]) for i in (0, 1))
        out |= {f"{name}_pearson": rules, f"{name}_head_pearson": head} if name == "MEANTIME" else {f"{name}_pearson": head}
        out[f"n_{name}"] = len(pairs)
    return out


def tdg(data: Path, misses: list[str]) -> dict[str, float]:
    from benchmarks.tdg import documents
    from sayso.events.when import Clock

    n = Counter()
    for doc in documents(data / "times/tdg/dev.txt"):
        p, text = doc.parse, doc.parse.text
        clock = Clock(p, doc.times, published=doc.published)
        for e in doc.events:
            found = clock.time_of(e.token, happened=True)
            got = found.time if found else None
            n["all"] += 1
            n["carried"] += bool(found and found.carried)
            if e.time is None:
                n["right_all"] += got is None
                continue
            n["n"] += 1
            lo, hi = e.time
            good = got is not None and got.start < hi and lo < got.end
            n["right"] += good
            n["right_all"] += good
            n["right_carried"] += bool(good and found.carried)
            days = {t.edtf[:10] for t in doc.times if t.start < hi and lo < t.end and t.edtf}
            n["right_day"] += good or (got is not None and (got.edtf or "")[:10] in days)
            same = p.sentence[p.tokens_in(lo, hi)[0]] == p.sentence[e.token]
            n["same"] += same
            n["right_same"] += good and same
            if not good:
                s, z = p.sentences[p.sentence[e.token]]
                misses.append(f"TDG {p.words(e.token, e.token)} gold {text[lo:hi]} ours {got.text if got else None} | {p.words(s, z)[:200]}")
    return {
        "right": 100 * n["right"] / n["n"],
        "right_day": 100 * n["right_day"] / n["n"],
        "right_in_own_sentence": 100 * n["right_same"] / max(1, n["same"]),
        "right_or_rightly_none": 100 * n["right_all"] / n["all"],
        "carried_right": 100 * n["right_carried"] / max(1, n["carried"]),
        "n": n["n"],
        "n_own_sentence": n["same"],
        "n_carried": n["carried"],
        "n_all": n["all"],
    }


PARTS = {"plover": plover, "petrarch2": petrarch2, "muc": muc, "factuality": factuality, "tdg": tdg}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--only", nargs="*", choices=sorted(PARTS))
    ap.add_argument("--misses", action="store_true")
    a = ap.parse_args()
    lines: list[str] = []
    print(json.dumps(measure(a.data, a.only, lines), indent=1))
    if a.misses:
        print("\n".join(lines), file=sys.stderr)


def measure(data: Path, only=None, misses: list[str] | None = None) -> dict[str, dict[str, float]]:
    """Figures in per cent, by corpus; names that begin with "n" are counts."""
    lines = [] if misses is None else misses
    return {name: {k: round(v, 2) for k, v in part(data, lines).items()} for name, part in PARTS.items() if not only or name in only}


if __name__ == "__main__":
    main()
