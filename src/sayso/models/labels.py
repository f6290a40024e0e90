"""The labels of the encoder's heads, in the order of their scores.

Kept as code, not beside the weights, because the resolvers name them; the weights carry a copy which loading compares.
"""

from typing import Final

UPOS: Final = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
"""Universal parts of speech."""

XPOS: Final = (
    "$", "''", "-LRB-", "-RRB-", ",", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN",
    "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
    "WDT", "WP", "WP$", "WRB", "``",
)  # fmt: skip
"""Penn tags: they carry tense, number and verb form, which is all the morphology that English reports need."""

RELATIONS: Final = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound",
    "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed",
    "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod",
    "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
"""Universal Dependencies relations, with the subtypes of EWT 2.15."""

NAMES: Final = ("O",) + tuple(f"{b}-{k}" for k in ("PER", "ORG", "LOC", "NORP", "FAC", "PRODUCT", "MISC", "DATE", "MONEY") for b in "BI")
"""BIO tags of names: nine classes, those of the worldwide newswire corpus."""

ATTRIBUTION: Final = ("O", "B-S", "I-S", "B-C", "I-C", "B-T", "I-T")
"""BIO tags of PolNeAR: S source, C cue, T content."""
