"""From tokens to meanings: what words can name a time, and how they go together."""

from sayso.times.grammar.phrase import phrase

__all__ = ["phrase"]
