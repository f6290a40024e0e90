"""Events in PLOVER's types, who controls which place, and who is committed to what.

Types and modes follow PLOVER (Halterman et al. 2023); what PLOVER codes as intention (AGREE, THREATEN) or demand is here the
event itself with its modality.
"""

from sayso.events.codes import Codes, codes
from sayso.events.dyads import Dyad, Side, dyads
from sayso.events.find import Happened, find
from sayso.events.incidents import Incident, Participant, find_incidents
from sayso.events.modality import modality

__all__ = ["Codes", "Dyad", "Happened", "Incident", "Participant", "Side", "codes", "dyads", "find", "find_incidents", "modality"]
