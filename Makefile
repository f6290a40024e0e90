# The whole workflow. `make demo` and `make test` need Python 3.11 or newer, git and make, and set themselves up.
PYTHON ?= python3
VENV ?= .venv
FAST ?= .venv-fast
BIN := $(VENV)/bin

.PHONY: demo test fast lint types contracts gate golden tables fuzz check clean

demo: $(VENV)/.installed ## read the bundled story to the terminal
	@$(BIN)/sayso demo

test: $(VENV)/.tested ## run the tests and doctests
	@$(BIN)/python -m pytest

fast: ## sayso with its reader compiled, in an environment of its own; needs a C compiler and up to ten minutes
	@rm -rf build/fast && mkdir -p build/fast
	@$(PYTHON) -m venv --clear $(FAST)
	@$(FAST)/bin/python -m pip install --quiet --disable-pip-version-check "build>=1.2"
	@echo "compiling, up to ten minutes ..." >&2
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(FAST)/bin/python -m build --outdir build/fast . >build/fast/log 2>&1 || (tail -40 build/fast/log >&2; exit 1)
	@$(FAST)/bin/python -m pip install --quiet --disable-pip-version-check "$$(echo build/fast/*.whl)[all]"
	@$(FAST)/bin/sayso doctor | grep -w reader

lint: $(VENV)/.linted ## style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.linted ## types, strictly
	@$(BIN)/mypy

contracts: $(VENV)/.linted ## imports point down only
	@$(BIN)/lint-imports

gate: $(VENV)/.tested ## accuracy on public corpora against pinned floors; skipped, saying so, where the corpora are absent
	@$(BIN)/python benchmarks/gate.py

golden: $(VENV)/.tested ## renew the golden readings of the bundled story, to be looked through
	@$(BIN)/python tools/update_golden.py

tables: $(VENV)/.tested ## rebuild what is built from resources/
	@$(BIN)/python tools/build_tables.py

SECONDS ?= 1800
fuzz: $(VENV)/.tested ## feed every entry point with what nobody would write, for half an hour; CI takes SECONDS=60
	@OMP_NUM_THREADS=1 $(BIN)/python -m tests.scale.fuzz --seconds $(SECONDS)

check: lint types contracts test gate ## everything

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "setting up in $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]" "hypothesis>=6.100" "jsonschema>=4.21" "pytest>=8.2" "pyyaml>=6.0" \
	  "duckdb>=1.1" "frictionless>=5.18" "geojson-pydantic>=1.2" "httpx2>=2.0" "openpyxl>=3.1" "rdflib>=7.1" "selenium>=4.20"
	@touch $@

$(VENV)/.linted: $(VENV)/.tested
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "import-linter~=2.17" "mypy~=2.4.1" "ruff~=0.17.6" types-pyyaml types-jsonschema
	@touch $@

clean:
	@rm -rf $(VENV) $(FAST) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
