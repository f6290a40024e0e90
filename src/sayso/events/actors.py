"""The parties of events: there a bare "the government" is the state, where a claim of control keeps its words."""

from sayso.events.parties import Parties
from sayso.events.party import Party

__all__ = ["Actors"]


class Actors(Parties):
    """The parties of one report as actors and recipients of its events."""

    def one(self, token: int) -> Party | None:
        """The party whose mention is headed by ``token``, without those coordinated with it; a state for what only a state has."""
        found = super().one(token)
        if found is not None and found.name[1:].islower() and self.of_the_state(token):
            return self.state_here(token) or found
        return found
