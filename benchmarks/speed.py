"""Words a second, whole pipeline, against a spaCy CNN pipeline in the same run.

    python benchmarks/speed.py [--data DIR] [--words 60000] [--workers 2] [--spacy PYTHON]

Text: articles of ``load/wikipedia_conflicts``, cut into reports of about 600 words (the length of a news report). The ratio
compares white-space words a second, which do not depend on anybody's tokens. sayso and spaCy take turns, report by report block, so that both meet the
same noise; the ratio is the figure to quote. ``--spacy`` names a Python that has spaCy (pinned in benchmarks/spacy.txt): the
pipeline has the architecture and sizes of en_core_web_sm (tok2vec, tagger, parser, NER) with weights after a few updates,
since its speed hardly depends on them.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def reports(data: Path, words: int) -> list[str]:
    """Reports of about 600 words each, ``words`` in all."""
    out: list[str] = []
    total = 0
    for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md")):
        now: list[str] = []
        size = 0
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            now.append(paragraph)
            size += len(paragraph.split())
            if size >= 600:
                out.append("\n\n".join(now))
                total += size
                now, size = [], 0
                if total >= words:
                    return out
    return out


def _read(texts: list[str]) -> tuple[int, int, float]:
    """White-space words, tokens and seconds of reading the texts."""
    import sayso
    from sayso.text.sentences import rough_sentences
    from sayso.text.tokens import tokenise

    for t in texts[:2]:
        sayso.read(t, published="2024-05-04")  # loads everything
    began = time.perf_counter()
    for t in texts:
        sayso.read(t, published="2024-05-04")
    took = time.perf_counter() - began
    return sum(len(t.split()) for t in texts), sum(len(tokenise(t, a, b)) for t in texts for a, b in rough_sentences(t)), took


SPACY = """
import sys, time, json, spacy
from spacy.training import Example
texts = json.load(open(sys.argv[1]))
nlp = spacy.blank("en")
t2v = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1,
       "maxout_pieces": 3, "subword_features": True}
listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
nlp.add_pipe("tok2vec", config={"model": t2v})
nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listen}})
state = {"@architectures": "spacy.TransitionBasedParser.v2", "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None}
nlp.add_pipe("parser", config={"min_action_freq": 1, "model": state | {"state_type": "parser", "extra_state_tokens": False, "tok2vec": listen}})
nlp.add_pipe("ner", config={"model": state | {"state_type": "ner", "extra_state_tokens": False, "tok2vec": t2v}})
words = "The army said on Friday that three men were killed in Goma .".split()
example = Example.from_dict(nlp.make_doc(" ".join(words)), {"words": words, "tags": "DT NN VBD IN NNP IN CD NNS VBD VBN IN NNP .".split(),
    "heads": [1, 2, 2, 4, 2, 9, 7, 9, 9, 2, 11, 9, 2], "deps": "det nsubj ROOT prep pobj mark nummod nsubjpass auxpass ccomp prep pobj punct".split(),
    "entities": [(16, 22, "DATE"), (53, 57, "GPE")]})
opt = nlp.initialize(lambda: [example])
for _ in range(40):
    nlp.update([example], sgd=opt)
for t in texts[:3]:
    nlp(t)
began = time.perf_counter()
n = sum(len(d) for d in nlp.pipe(texts, batch_size=64))
took = time.perf_counter() - began
print(json.dumps({"tokens": n, "white": sum(len(t.split()) for t in texts), "seconds": took}))
"""


def spacy_rate(python: str, texts: list[str], folder: Path) -> float:
    """White-space words a second of the spaCy pipeline, in a process of its own, one thread."""
    path = folder / "texts.json"
    path.write_text(json.dumps(texts))
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONPATH": ""}
    out = subprocess.run([python, "-c", SPACY, str(path)], check=True, capture_output=True, text=True, env=env).stdout
    row = json.loads(out.strip().splitlines()[-1])
    return row["white"] / row["seconds"]


def main() -> None:
    import tempfile

    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--words", type=int, default=60_000)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--spacy", help="a Python with spaCy")
    a = ap.parse_args()
    texts = reports(a.data, a.words)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {len(texts)} reports")
    ratios = []
    for k in range(a.rounds):
        block = texts[k :: a.rounds]
        n, tokens, took = _read(block)
        rate = n / took
        line = f"round {k + 1}: sayso, 1 process: {tokens / took:8,.0f} tokens/s ({rate:,.0f} white-space words/s)"
        if a.spacy:
            with tempfile.TemporaryDirectory() as tmp:
                other = spacy_rate(a.spacy, block, Path(tmp))
            ratios.append(rate / other)
            line += f"; spaCy tagger + parser + NER: {other:8,.0f} white-space words/s; ratio {rate / other:.2f}"
        print(line, flush=True)
    if a.workers > 1:
        with ProcessPoolExecutor(a.workers) as pool:
            parts = [texts[i :: a.workers] for i in range(a.workers)]
            list(pool.map(_read, [p[:1] for p in parts]))  # every worker loads before the clock runs
            began = time.perf_counter()
            done = list(pool.map(_read, parts))
            took = time.perf_counter() - began
        print(
            f"sayso, {a.workers} processes: {sum(n for _, n, _ in done) / took:8,.0f} tokens/s ({sum(n for n, _, _ in done) / took:,.0f} white-space words/s)"
        )
    if ratios:
        print(f"sayso / spaCy, one process each: {sorted(ratios)[len(ratios) // 2]:.2f} (median of {len(ratios)})")
    print(
        f"peak memory of a worker: {max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024:.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
