"""Build ``resources/text/lemmas.yaml``: every inflected form that the rules of ``sayso.text.lemmas`` get wrong.

    python tools/build_lemmas.py

Reads the lexicon of lemminflect (MIT licence), which is needed for this alone.
"""

import gzip
import re
from importlib.resources import files
from pathlib import Path

from sayso.text.lemmas import regular

TARGET = Path(__file__).resolve().parent.parent / "resources/text/lemmas.yaml"
HEAD = """\
# Inflected forms whose base the rules of sayso.text.lemmas get wrong. Made by tools/build_lemmas.py from the lexicon of
# lemminflect 0.2.3 (MIT licence, Copyright (C) 2019 Brad Jascob), itself from the NIH SPECIALIST lexicon. Do not edit.
"""


def main() -> None:
    base = files("lemminflect") / "resources"
    wrong: dict[str, dict[str, str]] = {"verb": {}, "noun": {}, "adjective": {}}
    lines = gzip.decompress((base / "lemma_lu.csv.gz").read_bytes()).decode().splitlines()
    for line in [*lines, *(base / "lemma_overrides.csv").read_text().splitlines()]:
        form, kind, lemmas = (line.split(",") + ["", ""])[:3]
        base_form = lemmas.split("/")[0]
        if not re.fullmatch(r"[a-z]{3,}", form) or not base_form or form == base_form:
            continue
        if kind == "verb":
            tag = "VBG" if form.endswith("ing") else "VBZ" if form.endswith("s") else "VBD"
            if regular(form, tag) != base_form:
                wrong["verb"][form] = base_form
        elif kind == "noun" and regular(form, "NNS") != base_form:
            wrong["noun"][form] = base_form
        elif kind in ("adj", "adv") and regular(form, "JJR") != base_form and len(form) > 3:
            wrong["adjective"][form] = base_form
    wrong["adjective"] |= {"more": "more", "most": "most", "less": "less", "least": "least", "later": "later", "other": "other"}
    wrong["noun"] |= {"troops": "troops", "thanks": "thanks", "people": "people", "forces": "force", "headquarters": "headquarters", "news": "news"}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"{kind}:\n" + "".join(f"  '{f}': '{b}'\n" for f, b in sorted(forms.items())) for kind, forms in wrong.items())
    TARGET.write_text(HEAD + body)
    print({k: len(v) for k, v in wrong.items()}, TARGET.stat().st_size)


if __name__ == "__main__":
    main()
