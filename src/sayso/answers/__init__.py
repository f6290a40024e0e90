"""What people ask a ledger: figures over time, who holds what, promises, sources, disagreements, changes, a brief."""
