# What one types here. `make run` needs Python 3.11 or newer and make, nothing else.

PORT ?= 8000
DEMO ?= 1
DATA ?= var
TESTS ?= tests
WORKERS ?= auto

# Python writes its byte code when a module is first used: compiling all of them first takes longer than to install them.
INSTALL = .venv/bin/python -m pip install --quiet --no-compile --editable

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.14; do \
  $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; break; }; done)

# Where an image forbids byte code, each of a hundred starts in the tests would compile everything anew.
export PYTHONDONTWRITEBYTECODE =
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.DEFAULT_GOAL := help
.PHONY: help venv run test check bench gallery

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=8000 and DEMO=0 go with run; TESTS=tests/forms goes with test."

venv: .venv/.installed ## Make .venv and install Leadwright in it

run: .venv/.installed ## Start on 127.0.0.1:$PORT with demo people and records; DEMO=0 starts empty
	@.venv/bin/leadwright run --data $(DATA) --port $(PORT) $(if $(filter 0 no false,$(DEMO)),--no-demo)

test: .venv/.installed-test ## Check the style and the types and run every test, on SQLite and PostgreSQL and in a browser
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/python -m pytest -n $(WORKERS) --dist loadgroup --durations 25 --durations-min 5 $(TESTS)

check: .venv/.installed-test ## Check the style, the layers, the types and the packs, without running tests
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/leadwright check configs/*

bench: .venv/.installed-test ## Measure, as ratios to the database's own limit
	.venv/bin/python -m bench

gallery: .venv/.installed-test ## Take the pictures of docs/gallery, of a demo that runs on $PORT
	.venv/bin/python docs/gallery/take.py http://127.0.0.1:$(PORT)

# The stamps are younger than pyproject.toml when everything it names is installed; then no pip runs.
.venv/.installed: pyproject.toml | .venv/bin/pip
	@echo "Installing Leadwright into .venv; the first time takes half a minute."
	@$(INSTALL) .
	@touch $@

.venv/.installed-test: pyproject.toml | .venv/bin/pip
	@echo "Installing Leadwright and what its tests need into .venv."
	@$(INSTALL) '.[test]'
	@touch .venv/.installed $@

.venv/bin/pip:
	@test -n "$(PYTHON)" || { \
	  echo "Leadwright needs Python 3.11 or newer with its venv module; none was found."; \
	  echo "Install one (Debian and Ubuntu: apt install python3 python3-venv) or name it: make run PYTHON=/path/to/python3."; \
	  exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv .venv
