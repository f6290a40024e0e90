"""What the slots of a reading can hold: the closed sets of its values, and the groups of them that more than one layer asks for."""

from typing import Final, Literal

__all__ = [
    "AREAS",
    "DOUBTING",
    "FINENESS",
    "SETTLED",
    "TOWNS",
    "ControlStatus",
    "EntityKind",
    "EventType",
    "Measure",
    "Modality",
    "Precision",
    "Quoted",
    "Relation",
    "SourceKind",
    "Stance",
    "TimeKind",
    "Use",
]

EntityKind = Literal["person", "organisation", "place", "group", "other"]
TimeKind = Literal["date", "time", "duration", "set"]
Precision = Literal["point", "city", "district", "province", "country", "region", "water"]
Use = Literal["location", "government", "demonym"]
SourceKind = Literal["named", "anonymous", "organisation", "publication", "document", "publisher"]
Quoted = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "disputes", "doubts", "plans", "demands", "believes"]
Measure = Literal[
    "killed", "injured", "missing", "displaced", "refugees", "returnees", "evacuated", "trapped", "detained", "kidnapped", "affected", "in_need",
    "reached", "population", "remaining", "troops", "deserters", "arms", "vehicles", "buildings_destroyed", "buildings_damaged", "aid_amount",
    "area", "other",
]  # fmt: skip
Relation = Literal["exact", "about", "more_than", "less_than", "at_least", "at_most", "range", "vague"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",
    "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["asserted", "planned", "possible", "conditional", "demanded", "denied"]
ControlStatus = Literal["held", "contested", "besieged", "captured", "recaptured", "lost"]

DOUBTING: Final[frozenset[Stance]] = frozenset(("denies", "disputes", "doubts"))
"""Stances against what another has said."""

FINENESS: Final[dict[Precision, int]] = {"point": 0, "city": 1, "district": 2, "province": 3, "region": 4, "water": 5, "country": 6}
"""Precisions from the finest on."""

TOWNS: Final[frozenset[Precision]] = frozenset(("point", "city"))
"""Where a pin on a map is right."""

SETTLED: Final[frozenset[Precision]] = TOWNS | {"district"}
"""What can be besieged, taken and fled from as one: a town with its land."""

AREAS: Final[frozenset[Precision]] = frozenset(("district", "province", "region", "water", "country"))
"""What has an extent, so that other places can lie in it."""
