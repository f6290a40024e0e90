"""The ledger: one file that holds readings of many reports and answers for any day what was known then."""

from sayso.ledger.protocol import Near, Store
from sayso.ledger.select import Filter
from sayso.ledger.store import Ledger

__all__ = ["Filter", "Ledger", "Near", "Store"]
