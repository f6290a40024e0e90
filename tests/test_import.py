"""``import sayso`` is cheap, and exports what it says."""

import subprocess
import sys
from statistics import median

import sayso

_CLOCK = "import time; t = time.perf_counter(); import sayso; print(time.perf_counter() - t); import sys; print(*sys.modules)"
_HEAVY = {"numpy", "onnxruntime", "tokenizers", "rich", "click", "msgspec", "py3langid", "rapidfuzz"}
_LIMIT = 0.1
_SLACK = 2.5
"""For a machine that is busy with other things; five runs on such a one took 24 to 44 ms."""


def _fresh():
    return subprocess.run([sys.executable, "-c", _CLOCK], capture_output=True, check=True, text=True).stdout.splitlines()


def test_import_takes_no_time():
    assert median(float(_fresh()[0]) for _ in range(5)) < _LIMIT * _SLACK


def test_import_loads_no_library():
    assert not _HEAVY & set(_fresh()[1].split())


def test_every_name_that_is_exported_is_there():
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None
    assert set(sayso._HOME) | {"__version__"} == set(sayso.__all__)
    assert sorted(sayso.__all__) == sayso.__all__


def test_a_name_that_is_not_there_is_an_attribute_error():
    assert not hasattr(sayso, "nonsense")


def test_read_is_the_function_however_often_it_is_asked_for():
    code = "import sayso; print([len(sayso.read('The mayor said that 3 died.', published='2026-05-04').figures) for _ in range(2)])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.stderr == ""
    assert done.stdout == "[1, 1]\n"
