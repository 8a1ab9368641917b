# Everything runs in the project's own virtual environment; PYTHON picks the interpreter it is made from.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tools of others that tests ask about our WARC and WACZ files; they do not fit beside our own libraries.
TOOLS := .venv-tools
# Libraries of others that benchmarks measure beside ours.
PEERS := .venv-peers

.PHONY: help demo test quick check crawl tools schema peers fuzz mutate bench measurements lock clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## crawl the embedded site into a fresh archive and show what it holds
	$(BIN)/xzcrawl demo

crawl: $(VENV)/.runtime  ## crawl the real site into data/archive.db
	$(BIN)/xzcrawl crawl xzinfo

test: $(VENV)/.dev  ## every test
	$(BIN)/python -m pytest

quick: $(VENV)/.dev  ## the tests that run no crawls and are not slow
	$(BIN)/python -m pytest -m "not crawl and not slow"

check: $(VENV)/.dev  ## style, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

$(TOOLS)/.done: tests/tools/requirements.lock
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --require-hashes --requirement tests/tools/requirements.lock
	@touch $@

tools: $(TOOLS)/.done  ## pywb, py-wacz and warcio, for the tests with XZCRAWL_TEST_WARC_TOOLS=.venv-tools/bin

schema: $(VENV)/.runtime  ## write docs/dump.schema.json from the table of fields
	$(BIN)/python -m xzcrawl.export.dump_schema > docs/dump.schema.json

MINUTES ?= 5

fuzz: $(VENV)/.dev  ## hostile texts for every reader of pages, dates, queries and files, for MINUTES=5
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

mutate: $(VENV)/.dev  ## changes of the pure modules that no test notices, tried for MINUTES=5; ONLY= names modules
	$(BIN)/python -m tests.mutate --minutes $(MINUTES) $(ONLY)

$(PEERS)/.done: bench/peers/requirements.lock bench/peers/magic-html.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --require-hashes --no-deps --ignore-requires-python \
	    --requirement bench/peers/requirements.lock --requirement bench/peers/magic-html.lock
	@touch $@

peers: $(PEERS)/.done  ## the libraries that benchmarks measure beside ours

bench: $(VENV)/.dev $(PEERS)/.done  ## every benchmark, into bench/results.json and docs/measurements.md; ONLY= names some
	$(BIN)/python -m bench --record $(ONLY)
	$(BIN)/python bench/table.py

measurements: $(VENV)/.runtime  ## write docs/measurements.md from bench/results.json
	$(BIN)/python bench/table.py

lock: $(VENV)/.dev  ## pin the newest versions that fit pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml --all-extras --group dev \
	    --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --no-emit-index-url --no-emit-find-links --no-annotate tests/tools/requirements.in \
	    --output-file tests/tools/requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --no-emit-index-url --no-emit-find-links --no-annotate bench/peers/requirements.in \
	    --output-file bench/peers/requirements.lock

clean:  ## remove what the other targets made, the archive in data/ excepted
	rm -rf $(VENV) .venv-newer $(TOOLS) $(PEERS) data/bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
