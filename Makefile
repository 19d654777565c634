# Two commands do everything on a fresh machine with Python 3.11: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo

.DEFAULT_GOAL := help
.PHONY: help setup system demo test check fix bench lock samples clean

help: ## show what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## install the program into .venv (it stands at .venv/bin/reviewer)

$(STAMP): pyproject.toml requirements.lock
	@echo "→ installing the program and its libraries into $(VENV) (about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $(STAMP)

system: ## install LibreOffice, poppler and fonts, which make PDF and show pages (needs apt; without it PDF is left out)
	@sh .ci/system.sh

demo: setup ## review the bundled samples of an invented region
	@echo "→ reviewing corpora/samples/roadmaps (an invented region)"
	@rm -rf $(DEMO)
	@$(BIN)/reviewer review corpora/samples/roadmaps --region zaozerye --out $(DEMO)
	@echo "Open: $(DEMO)/справка.docx (the report), $(DEMO)/матрица.xlsx (municipality by parameter), $(DEMO)/заключения/ (one for each municipality)"

test: setup system ## run the checks and all tests
	@$(MAKE) --no-print-directory check
	@echo "→ tests"
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q --durations=25
	@echo "Look at: what was skipped and why stands in the summary above; 'make demo' shows the program at work"

check: setup ## lint, types, layers (changes nothing)
	@echo "→ ruff"; $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "→ mypy"; $(BIN)/mypy --no-error-summary
	@echo "→ layers"; $(BIN)/lint-imports > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }

fix: setup ## mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: setup ## measure speed (prints tables; no test depends on them)
	@for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

lock: ## write requirements.lock anew from what is installed
	@$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check | grep -v ' @ ' > requirements.lock

samples: setup ## build the sample documents from their sources (needs LibreOffice for the PDFs)
	@$(BIN)/python corpora/samples/build.py

clean: ## remove what was made
	@rm -rf $(VENV) $(DEMO) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
