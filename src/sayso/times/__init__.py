"""Times: the phrases that name them, what they mean, and which words they date.

:func:`find` reads a text once; :func:`resolve_all` works the phrases out from the days on which they were said, as often
as those days become known better; :func:`attach` ties a time to a verb, noun or figure.
"""

from sayso.times.attach import attach
from sayso.times.find import Phrase, find
from sayso.times.people import in_text, resolve
from sayso.times.resolve import Said, resolve_all

__all__ = ["Phrase", "Said", "attach", "find", "in_text", "resolve", "resolve_all"]
