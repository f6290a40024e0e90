"""The pages: a ledger in the browser, rendered on the server, with nothing from any other host.

Handlers ask :mod:`sayso.answers` and show what it says; each page has the same content under ``.json``. What a page shows is
in its address. Reports, their names and titles included, are strangers' words: they are escaped everywhere, and a content
security policy forbids whatever would still try to run.
"""

from sayso.web.settings import Settings

__all__ = ["Settings"]
