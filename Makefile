# EduSmart: `make demo` to look at it, `make test` to prove it. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
GRADE ?=
LANGUAGE ?=
VOICE ?=
# Tests wait more than they compute: one process more than there are cores.
JOBS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
SPREAD = -n $(JOBS) --dist worksteal

.PHONY: help demo test test-postgres read reading tell corpus lint lint-js bench clean browser

help:
	@echo "make demo                start everything on this machine (PORT=8000)"
	@echo "make test                every test, browser included"
	@echo "make tell PDF=FILE.pdf   tell one story in the terminal (GRADE, LANGUAGE, VOICE)"
	@echo "make read PDF=FILE.pdf   print what is understood of a PDF (ARGS=--text: only its text)"
	@echo "make reading DIR=FOLDER  read every PDF of a folder and write docs/reading.md"
	@echo "make corpus DIR=FOLDER   tell every PDF of a folder and print a table"
	@echo "make test-postgres       the engine's tests on a throw-away PostgreSQL"
	@echo "make bench               figures, appended to bench/RESULTS.md"
	@echo "make lint                format, lint, types, import rules"
	@echo "make lint-js             format, lint and types of scripts and style sheets (needs npx)"

demo: $(VENV)/run.stamp
	@exec $(BIN)/python manage.py demo --port $(PORT)

test: $(VENV)/dev.stamp browser
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)

test-postgres: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest $(SPREAD) --ignore=tests/work/test_queues.py tests/work tests/live tests/tts tests/briefs/test_jobs.py tests/stories/test_story.py tests/stories/test_costs.py tests/stories/test_budget.py tests/stories/test_editing.py

tell: $(VENV)/run.stamp
	@test -n "$(PDF)" || { echo "Say which file: make tell PDF=FILE.pdf"; exit 2; }
	@$(BIN)/python manage.py tell "$(PDF)" --grade "$(GRADE)" --language "$(LANGUAGE)" --voice "$(VOICE)"

corpus: $(VENV)/run.stamp
	@test -n "$(DIR)" || { echo "Say which folder: make corpus DIR=FOLDER"; exit 2; }
	@$(BIN)/python manage.py tell "$(DIR)" --grade "$(GRADE)" --language "$(LANGUAGE)" --voice "$(VOICE)"

read: $(VENV)/run.stamp
	@test -n "$(PDF)" || { echo "Say which file: make read PDF=FILE.pdf"; exit 2; }
	@$(BIN)/python manage.py read "$(PDF)" $(ARGS)

reading: $(VENV)/dev.stamp
	@test -n "$(DIR)" || { echo "Say which folder: make reading DIR=FOLDER"; exit 2; }
	@$(BIN)/python -m bench.reading $(DIR) > docs/reading.md.new && mv docs/reading.md.new docs/reading.md

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djade --check templates/*.html templates/*/*.html
	@command -v npx >/dev/null || echo "Scripts and style sheets are not checked: make lint-js needs npx (Debian: apt-get install npm)."
	@! command -v npx >/dev/null || $(MAKE) --no-print-directory lint-js

# Nothing is installed into the repository: npx keeps these two in its own cache.
BIOME = @biomejs/biome@2.6.8
TYPESCRIPT = typescript@7.0.2

lint-js:
	@command -v npx >/dev/null || { echo "make lint-js needs npx (Debian: apt-get install npm)."; exit 1; }
	npx --yes $(BIOME) check
	npx --yes -p $(TYPESCRIPT) tsc -p jsconfig.json
	npx --yes -p $(TYPESCRIPT) tsc -p jsconfig.worker.json

bench: $(VENV)/dev.stamp
	@for name in story pipeline live memory tts; do $(BIN)/python -m bench.$$name || exit 1; done

clean:
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "EduSmart needs Python 3.11 or newer; $(PYTHON) was not found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "EduSmart needs Python 3.11 or newer; this is $$($(PYTHON) -V). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment here: on Debian and Ubuntu install python3-venv."; exit 1; }

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	@echo "Installing what EduSmart needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what EduSmart and its tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests …"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	else \
	  echo "The browser tests need Chromium: install it first (Debian: apt-get install chromium)."; exit 1; \
	fi
