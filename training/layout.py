"""What ``training.flat`` writes and ``training.batches`` reads: needs neither torch nor the corpora."""

NONE = 255
"""A label that a corpus does not have."""
SYNTAX, ATTRIBUTION, NAMED, PLAIN = range(4)
FAMILIES = ("syntax", "attribution", "names", "plain")
"""What a document was annotated for, by these numbers; of plain ones only teachers say anything."""
