# Bare `make` prints the targets. Everything runs in .venv, which is made when it is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
POLYLOOM := $(BIN)/polyloom
PYTEST := $(BIN)/python -m pytest
# Also where Python is told to write no bytecode: commands would compile the source each time.
COMPILED := $(BIN)/python -m compileall -q src
# The few files with tests that run by themselves: to collect all tests for them takes longer.
ALONE = $$(grep -rl --include='test_*.py' 'mark\.alone' tests)
PORT ?= 8000
REVIEW_PORT ?= 8765

.DEFAULT_GOAL := help
# “make check report” prints the report, too, where check finds something.
MAKEFLAGS += --keep-going
.PHONY: help merge-driver build extract update translate check report doctor test test-all coverage lint fmt \
	messages bench dist serve review new-locale clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(COMPILED)
	@touch $@

$(READY_DEV): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(COMPILED)
	@touch $(READY) $@

# git merges the catalogs of this clone by entry; without git, or outside of a clone, nothing happens.
merge-driver: $(READY)
	@$(POLYLOOM) --quiet merge-driver --register || true

# The last line says why the exit code is not 0.
PIPELINE = reasons=$$(mktemp) || exit 2; trap 'rm -f "$$reasons"' EXIT INT TERM; \
	"$(POLYLOOM)" --reasons "$$reasons" pipeline; code=$$?; \
	if [ $$code -ne 0 ]; then \
	  awk '{ sub(/^pipeline: /, ""); print "make build: " $$0 } \
	    END { if (!NR) print "make build: interrupted" }' "$$reasons" >&2; \
	fi; \
	exit $$code

build: $(READY) merge-driver ## the whole pipeline: source/ → locales/ → build/, and the report
	@$(PIPELINE)

extract: $(READY) ## source documents → templates (locales/*.pot)
	@$(POLYLOOM) extract

update: $(READY) merge-driver ## source documents → templates → catalogs, keeping every translation
	@$(POLYLOOM) sync

translate: $(READY) ## fill empty entries with drafts (by memory, unless polyloom.toml names more)
	@$(POLYLOOM) translate

check: $(READY) ## quality checks on the catalogs
	@$(POLYLOOM) check

report: $(READY) ## how much is translated
	@$(POLYLOOM) report

review: $(READY) ## review in the browser: make review LOCALE=es (REVIEW_PORT=…)
	@$(POLYLOOM) review $(LOCALE) --port $(REVIEW_PORT)

doctor: $(READY) ## what works on this machine, and what would add what
	@$(POLYLOOM) doctor

new-locale: $(READY) ## add a language: make new-locale LOCALE=it
	@test -n "$(LOCALE)" || { echo "make new-locale: name the language, for example LOCALE=it" >&2; exit 2; }
	@$(POLYLOOM) new-locale "$(LOCALE)"

serve: $(READY) merge-driver ## build, and look at build/ in a browser, at http://127.0.0.1:8000/ (PORT=…)
	@( $(PIPELINE) ) || true
	@test -d build || { echo "make serve: there is no build/ yet to look at; see above what build needs" >&2; exit 1; }
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory build $(PORT)

test: $(READY_DEV) ## the test suite
	@$(PYTEST) -q -n auto -m "not slow and not alone"
	@$(PYTEST) -q -m "alone and not slow" $(ALONE)

test-all: $(READY_DEV) ## the test suite with what takes long
	@$(PYTEST) -q -n auto -m "not alone"
	@$(PYTEST) -q -m alone $(ALONE)

coverage: $(READY_DEV) ## the test suite, and which lines and branches of the program it runs
	@$(BIN)/python -m coverage erase
	@$(MAKE) --no-print-directory test PYTEST="$(BIN)/python -m coverage run -m pytest"
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

lint: $(READY_DEV) ## ruff, mypy, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

fmt: $(READY_DEV) ## format the code
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

messages: $(READY_DEV) ## what the program says: source code → catalogs of its languages, and their checks
	@$(BIN)/python -m program_messages

bench: $(READY_DEV) ## whole commands beside their peers (po4a, msgmerge), with ratios
	@$(BIN)/python -m benchmarks

dist: $(READY_DEV) ## the packages of a release, in dist/
	@$(BIN)/python -m hatchling build --clean

clean: ## remove what can be rebuilt (build/, .polyloom/, caches; not .venv)
	rm -rf build dist .polyloom .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
