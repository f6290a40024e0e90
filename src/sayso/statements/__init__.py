"""Statements: who is credited with saying, believing or intending what, through which chain of sources.

What counts as a statement, and where its source, cue and content begin and end, follows PolNeAR (Newell et al. 2018); the
chains (``via``, ``within``, ``on_behalf_of``, ``about``) go beyond it, because PolNeAR is flat.
"""

from sayso.statements.find import find
from sayso.statements.within import statement_of

__all__ = ["find", "statement_of"]
