"""Second subjects of a verb."""

from sayso.models.mend import one_subject
from sayso.text.parse import Name


def _mended(words: str, heads: list[int], relations: str, upos: str, *names: Name) -> list[tuple[str, int, str]]:
    roles = relations.split()
    one_subject(heads, roles, words.split(), upos.split(), names)
    return list(zip(words.split(), heads, roles, strict=True))


def test_what_and_joins_to_the_subject_is_its_conjunct() -> None:
    got = _mended("Chad , Kenya , and Sudan agreed", [6, 2, 0, 5, 5, 6, -1], "nsubj punct conj punct cc nsubj root", "PROPN PUNCT PROPN PUNCT CCONJ PROPN VERB")
    assert got[5] == ("Sudan", 0, "conj")


def test_a_name_between_commas_is_an_apposition_of_what_it_describes() -> None:
    got = _mended(
        "its chief , Kony , spoke", [1, 5, 3, 5, 3, -1], "nmod:poss nsubj punct nsubj punct root", "PRON NOUN PUNCT PROPN PUNCT VERB", Name(3, 3, "PER", 0.9)
    )
    assert got[3] == ("Kony", 1, "appos")


def test_a_speaker_behind_what_he_says_stays_a_subject() -> None:
    got = _mended("the port fell , Kony said", [1, 5, 1, 5, 5, -1], "det nsubj acl punct nsubj root", "DET NOUN VERB PUNCT PROPN VERB", Name(4, 4, "PER", 0.9))
    assert got[4] == ("Kony", 5, "nsubj")


def test_subjects_behind_their_verb_are_left_alone() -> None:
    got = _mended("spoke the bloc ECOWAS", [-1, 2, 0, 0], "root det nsubj nsubj", "VERB DET NOUN PROPN", Name(3, 3, "ORG", 0.9))
    assert got[3] == ("ECOWAS", 0, "nsubj")


def test_a_description_between_commas_explains_the_name_before_it() -> None:
    got = _mended(
        "Bor , once a city , fell",
        [6, 4, 4, 4, 6, 4, -1],
        "nsubj punct advmod det nsubj punct root",
        "PROPN PUNCT ADV DET NOUN PUNCT VERB",
        Name(0, 0, "LOC", 0.9),
    )
    assert got[4] == ("city", 0, "appos")


def test_a_name_behind_a_colon_is_not_what_stands_before_it() -> None:
    got = _mended("Logistics : Kenya sent tents", [3, 0, 3, -1, 3], "nsubj punct nsubj root obj", "NOUN PUNCT PROPN VERB NOUN", Name(2, 2, "LOC", 0.9))
    assert got[2] == ("Kenya", 3, "nsubj")
