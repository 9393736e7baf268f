# Every target sets itself up; a second run starts in seconds.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app web
RUN_PARTS := $(VENV)/.run-parts
TEST_PARTS := $(VENV)/.test-parts

.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock pictures clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(RUN_PARTS) ## Set up and serve at http://127.0.0.1:8000 (PORT=...), with demonstration data
	@DEMO=$${DEMO:-1} PORT=$(PORT) $(FLASK) serve

test: $(TEST_PARTS) ## Set up and run every test: SQLite, PostgreSQL, browser
	@sh tools/install_test_programs.sh
	$(BIN)/python -m pytest -n $${TEST_PROCESSES:-2} --dist loadfile $(ARGS)

check: $(TEST_PARTS) ## Lint, types, import direction, security lint, vendored assets, words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@# low severities are ruff's S rules, where each exception carries its reason
	$(BIN)/bandit -q -ll -c pyproject.toml -r engine models processes web
	$(BIN)/python tools/vendor/check.py
	$(BIN)/python tools/translations.py check

format: $(TEST_PARTS) ## Put the code into its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TEST_PARTS) ## Run the benchmarks: a table, and var/bench.json
	@sh tools/install_test_programs.sh
	$(BIN)/python -m tests.benchmarks

lock: $(TEST_PARTS) ## Renew the hashed requirements files from pyproject.toml
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
		pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
		--group dev -c requirements.txt -o requirements-dev.txt

pictures: $(TEST_PARTS) ## Take the pictures of README, guide and tutorial from the running product
	@sh tools/install_test_programs.sh
	$(BIN)/python -m tools.take_pictures

clean: ## Remove the virtual environment and all data under var/
	rm -rf $(VENV) var

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed (PYTHON=... names another one)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv module is missing: apt install python3-venv"; exit 1; }

$(RUN_PARTS): requirements.txt | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(TEST_PARTS): requirements-dev.txt $(RUN_PARTS)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
