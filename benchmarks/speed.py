"""Words a second, whole pipeline, against a spaCy CNN pipeline in the same run.

    python benchmarks/speed.py [--data DIR] [--words 60000] [--length 600] [--workers 2] [--spacy PYTHON]

Text: articles of ``load/wikipedia_conflicts``, cut at paragraphs into reports of ``--length`` words or more (600 is the length of a news report). The ratio
compares white-space words a second, which do not depend on anybody's tokens. Seconds are of processor time, since other programs may run beside;
sayso and spaCy, each one process and one thread, take turns a few reports at a time, so that both meet the same noise. The ratio is the figure to quote.
Two workers at once say what their sharing of memory and caches costs: as many words a second of processor time as one alone where it costs nothing. ``--spacy`` names a Python that has spaCy (pinned in benchmarks/spacy.txt): the
pipeline has the architecture and sizes of en_core_web_sm (tok2vec, tagger, parser, NER) with weights after a few updates,
since its speed hardly depends on them.
"""

import argparse
import contextlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
for name in THREADS:
    os.environ.setdefault(name, "1")


def reports(data: Path, words: int, length: int = 600) -> list[str]:
    """Reports of ``length`` words or little more each, ``words`` in all."""
    out: list[str] = []
    total = 0
    for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md")):
        now: list[str] = []
        size = 0
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            now.append(paragraph)
            size += len(paragraph.split())
            if size >= length:
                out.append("\n\n".join(now))
                total += size
                now, size = [], 0
                if total >= words:
                    return out
    return out


def _tokens(texts: list[str]) -> int:
    """How many tokens texts have by sayso's count."""
    from sayso.text.sentences import rough_sentences
    from sayso.text.tokens import tokenise

    return sum(len(tokenise(t, a, b)) for t in texts for a, b in rough_sentences(t))


def _white(texts: list[str]) -> int:
    return sum(len(t.split()) for t in texts)


def _read(texts: list[str]) -> tuple[float, float]:
    """Seconds of processor time, and by the clock, that reading the texts takes."""
    import sayso

    busy, began = time.process_time(), time.perf_counter()
    for t in texts:
        sayso.read(t, published="2024-05-04")
    return time.process_time() - busy, time.perf_counter() - began


MODEL = """
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
"""
"""The pipeline, made and warm; ``texts`` are there too."""

SPACY = (
    MODEL
    + """
began = time.process_time()
n = sum(len(d) for d in nlp.pipe(texts, batch_size=64))
took = time.process_time() - began
print(json.dumps({"tokens": n, "white": sum(len(t.split()) for t in texts), "seconds": took}))
"""
)

TURNS = (
    MODEL
    + """
for line in sys.stdin:
    first, last = map(int, line.split())
    began = time.process_time()
    n = sum(len(d) for d in nlp.pipe(texts[first:last], batch_size=64))
    print(json.dumps([n, time.process_time() - began]), flush=True)
"""
)


@contextlib.contextmanager
def spacy(python: str, texts: list[str]) -> Iterator[Callable[[int, int], float]]:
    """A function that has the spaCy pipeline, in a process of its own with one thread, read some of the texts and returns the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        env = {**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONPATH": ""}
        child = subprocess.Popen([python, "-c", TURNS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
        assert child.stdin is not None
        assert child.stdout is not None
        ask, answers = child.stdin, child.stdout

        def seconds(first: int, last: int) -> float:
            ask.write(f"{first} {last}\n")
            ask.flush()
            return float(json.loads(answers.readline())[1])

        try:
            yield seconds
        finally:
            ask.close()
            child.wait()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--words", type=int, default=60_000)
    ap.add_argument("--length", type=int, default=600)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--turn", type=int, default=6, help="reports that each reads in turn")
    ap.add_argument("--spacy", help="a Python with spaCy")
    a = ap.parse_args()
    texts = reports(a.data, a.words, a.length)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {len(texts)} reports")
    _read(texts[:2])  # loads everything
    ratios: list[float] = []
    ours = theirs = 0.0
    with spacy(a.spacy, texts) if a.spacy else contextlib.nullcontext() as other:
        for first in range(0, len(texts), a.turn):
            block = texts[first : first + a.turn]
            took = _read(block)[0]
            ours += took
            if other is not None:
                took_other = other(first, first + len(block))
                theirs += took_other
                ratios.append(took_other / took)
    white, tokens = _white(texts), _tokens(texts)
    print(f"sayso, 1 process: {tokens / ours:8,.0f} tokens/s ({white / ours:,.0f} white-space words/s)")
    if ratios:
        print(f"spaCy tagger + parser + NER: {white / theirs:8,.0f} white-space words/s")
        print(f"sayso / spaCy, one process each: {statistics.median(ratios):.2f} (median of {len(ratios)} turns; {theirs / ours:.2f} over all)")
    if a.workers > 1:
        with ProcessPoolExecutor(a.workers) as pool:
            parts = [texts[i :: a.workers] for i in range(a.workers)]
            list(pool.map(_read, [p[:1] for p in parts]))  # every worker loads before the clock runs
            done = list(pool.map(_read, parts))
        busy, clock = sum(x for x, _ in done) / a.workers, max(x for _, x in done)
        print(f"sayso, {a.workers} processes at once: {tokens / busy:8,.0f} tokens/s if each has a core of its own ({tokens / clock:,.0f} by the clock)")
    print(
        f"peak memory of a worker: {max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024:.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
