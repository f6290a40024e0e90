"""What ``training.flat`` writes and ``training.batches`` reads: needs neither torch nor the corpora."""

NONE = 255
"""A label that a corpus does not have."""
SYNTAX, ATTRIBUTION, NAMED, PRONOUNS, PLAIN = range(5)
FAMILIES = ("syntax", "attribution", "names", "pronouns", "plain")
"""What a document was annotated for, by these numbers; of plain ones only teachers say anything."""
