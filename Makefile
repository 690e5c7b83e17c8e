# EduSmart: `make demo` to look at it, `make test` to prove it. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
GRADE ?=
LANGUAGE ?=
VOICE ?=
NAME ?=
FROM ?=
TO ?=
# Tests wait more than they compute: two processes more than there are cores.
JOBS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 2)
# A lock is complete: what it names is installed and nothing is resolved, whatever was published since.
LOCKED = --no-deps --require-hashes
# Modules are compiled once, at their first import, and not again by each process.
unexport PYTHONDONTWRITEBYTECODE
SPREAD = -n $(JOBS) --dist worksteal

.PHONY: help demo audit bom test coverage fuzz test-postgres test-llama test-clients read reading suites tell corpus lint lint-js locks bench clean browser voices images test-images test-production

help:
	@echo "make demo                start everything on this machine (PORT=8000)"
	@echo "make test                every test, browser included"
	@echo "make coverage            every test again, traced: which branches none of them takes"
	@echo "make tell PDF=FILE       tell one story in the terminal (GRADE, LANGUAGE, VOICE)"
	@echo "make voices              voices that can be fetched (NAME=… or LANGUAGE=… fetches; FROM, TO)"
	@echo "make read PDF=FILE       print what is understood of a document (ARGS=--text: only its text)"
	@echo "make reading DIR=FOLDER  read every PDF of a folder and write docs/reading.md (PEERS=PYTHON)"
	@echo "make suites DIR=FOLDER   read every PDF of folders and say what became of them (ARGS=\"--resume FILE\")"
	@echo "make corpus DIR=FOLDER   tell every document of a folder and print a table"
	@echo "make test-postgres       the engine's tests on a throw-away PostgreSQL"
	@echo "make fuzz                the API's document against more seeds (SEEDS=5)"
	@echo "make test-llama          llama.cpp's server, built from source, tells with a model of random weights"
	@echo "make test-clients        what others wrote reads our pages, books and feeds (needs npx, java, uv)"
	@echo "make images              build both container images (STAND_INS=1: without a registry)"
	@echo "make test-images         build them, start every service of docker-compose.yml, have a story made"
	@echo "make test-production     run it without Docker as docs/operating.md says: nginx, TLS, PostgreSQL, S3"
	@echo "make bench               figures, appended to bench/RESULTS.md"
	@echo "make lint                format, lint, types, import rules"
	@echo "make lint-js             format, lint and types of scripts and style sheets (needs npx)"
	@echo "make audit               known weaknesses of the locked packages (asks a database of advisories)"
	@echo "make bom                 what both images are made of, as CycloneDX (edusmart.cdx.json, edusmart-tts.cdx.json)"
	@echo "make locks               lock what pyproject.toml asks for (UPGRADE=1: the newest of it)"

demo: $(VENV)/run.stamp
	@exec $(BIN)/python manage.py demo --port $(PORT)

test: $(VENV)/dev.stamp browser
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)

# The whole is held to the percentage in pyproject.toml, the two engines to every branch.
coverage: $(VENV)/dev.stamp browser
	@$(BIN)/coverage erase
	@$(BIN)/python -m pytest $(SPREAD) --cov --cov-report= --cov-fail-under=0 $(ARGS)
	@$(BIN)/coverage report
	@$(BIN)/coverage report --include='edusmart/live/*,edusmart/work/*' --fail-under=100

# Only the files that have such a test: each process takes a quarter of a minute to find out the others.
test-postgres: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest $(SPREAD) -m both_databases \
	  $(or $(ARGS),$$(grep -rl --include='test_*.py' both_databases tests))

# The suite asks with two seeds; these are more, and of each it is asked which bodies are accepted.
SEEDS ?= 5

fuzz: $(VENV)/dev.stamp
	@for n in $$(seq $(SEEDS)); do SCHEMA_SEED=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ') \
	  $(BIN)/python -m pytest tests/api/test_document.py -k documented $(ARGS) || exit 1; done

# An environment of its own: building takes a quarter of an hour on two cores, and no lock names what it needs.
LLAMA ?= var/llama

$(LLAMA)/built.stamp:
	@$(PYTHON) -m venv --clear $(LLAMA)
	@echo "Building llama.cpp's server …"
	@CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" $(LLAMA)/bin/python -m pip install --quiet --disable-pip-version-check \
	  'llama-cpp-python[server]==0.3.36' 'gguf==0.19.0' \
	|| { echo "llama.cpp's server could not be built: it needs a C++ compiler and cmake."; exit 1; }
	@touch $@

test-llama: $(VENV)/dev.stamp $(LLAMA)/built.stamp
	@LLAMA_PYTHON=$(LLAMA)/bin/python $(BIN)/python -m pytest tests/llama $(ARGS)

# Fetched by npx and uv into caches of their own; nothing of it is installed here.
test-clients: $(VENV)/dev.stamp browser
	@OUTSIDE_CLIENTS=1 $(BIN)/python -m pytest tests/clients $(ARGS)

images:
	@$(PYTHON) -m tests.images build

test-images:
	@$(PYTHON) -m tests.images test

# As docs/operating.md says without Docker: nginx with TLS, PostgreSQL, Redis, S3, two web processes.
test-production: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.production

tell: $(VENV)/run.stamp
	@test -n "$(PDF)" || { echo "Say which file: make tell PDF=FILE"; exit 2; }
	@$(BIN)/python manage.py tell "$(PDF)" --grade "$(GRADE)" --language "$(LANGUAGE)" --voice "$(VOICE)"

corpus: $(VENV)/run.stamp
	@test -n "$(DIR)" || { echo "Say which folder: make corpus DIR=FOLDER"; exit 2; }
	@$(BIN)/python manage.py tell "$(DIR)" --grade "$(GRADE)" --language "$(LANGUAGE)" --voice "$(VOICE)"

# Nothing is fetched unless a NAME or a LANGUAGE is asked for.
voices: $(VENV)/run.stamp
	@$(BIN)/python -m tts.service.voices $(if $(NAME),fetch $(NAME),$(if $(LANGUAGE),all-of $(LANGUAGE),list)) \
	  $(if $(and $(FROM),$(NAME)$(LANGUAGE)),--from "$(FROM)") $(if $(TO),--to "$(TO)")

read: $(VENV)/run.stamp
	@test -n "$(PDF)" || { echo "Say which file: make read PDF=FILE"; exit 2; }
	@$(BIN)/python manage.py read "$(PDF)" $(ARGS)

reading: $(VENV)/dev.stamp
	@test -n "$(DIR)" || { echo "Say which folder: make reading DIR=FOLDER"; exit 2; }
	@$(BIN)/python -m bench.reading $(if $(PEERS),--peers $(PEERS)) $(DIR) > docs/reading.md.new && mv docs/reading.md.new docs/reading.md

suites: $(VENV)/run.stamp
	@test -n "$(DIR)" || { echo "Say which folders: make suites DIR=\"FOLDER …\""; exit 2; }
	@$(BIN)/python -m bench.suites $(ARGS) $(DIR)

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
	@for name in story pipeline live memory tts vowels; do $(BIN)/python -m bench.$$name || exit 1; done

clean:
	rm -rf $(VENV) var

# pip is the last that a virtual environment gets: one that was cut off before is made from the start.
$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "EduSmart needs Python 3.11 or newer; $(PYTHON) was not found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "EduSmart needs Python 3.11 or newer; this is $$($(PYTHON) -V). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment here: on Debian and Ubuntu install python3-venv."; exit 1; }

PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile $(LOCKED)
UV = $$(command -v uv || echo $(BIN)/uv)

# uv where it is there, ten times as fast; pip where not, or where only pip knows the index.
define install
	@{ test -x "$(UV)" && $(UV) pip install --quiet --python $(BIN)/python $(LOCKED) -r $(1); } \
	|| $(PIP_INSTALL) -r $(1) \
	|| { echo "The packages of $(1) could not be installed. They come from a package index, or from a folder: PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER make $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -m pip check
endef

$(VENV)/run.stamp: requirements.lock | $(BIN)/pip
	@echo "Installing what EduSmart needs …"
	$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(BIN)/pip
	@echo "Installing what EduSmart and its tests need …"
	@test -x "$(UV)" || sed -n '/^uv==/,/# via/p' $< | $(PIP_INSTALL) -r /dev/stdin || true  # one of them installs the others
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/run.stamp

# The largest first; the smaller ones take its versions. Pins stay as they are unless UPGRADE=1.
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-strip-extras --no-header --no-emit-index-url $(if $(UPGRADE),--upgrade)

locks: $(VENV)/dev.stamp
	$(LOCK) pyproject.toml --group dev --extra ocr --extra piper --extra kokoro --extra replit -o requirements-dev.lock
	$(LOCK) pyproject.toml --extra ocr -c requirements-dev.lock -o requirements.lock
	$(LOCK) --group speech -c requirements.lock -o requirements-tts.lock
	$(BIN)/python -m tests.ops.other_pythons

# Run from the tools' own cache: nothing of them is installed with the project.
TOOL = $(UV) tool run --quiet

audit: $(VENV)/dev.stamp
	@for lock in requirements.lock requirements-tts.lock; do \
	  $(TOOL) pip-audit@2.10.1 --requirement $$lock --disable-pip --no-deps --progress-spinner off || exit 1; done

bom: $(VENV)/dev.stamp
	@$(TOOL) --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-file edusmart.cdx.json
	@$(TOOL) --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements-tts.lock --pyproject pyproject.toml --output-file edusmart-tts.cdx.json

browser:
	@for name in chromium-headless-shell chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests …"; \
	  ./.ci/packages chromium; \
	else \
	  echo "The browser tests need Chromium: install it first (Debian: apt-get install chromium)."; exit 1; \
	fi
