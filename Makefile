# Everything that a developer does often. `make` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup packages run mock demo seed migrate migration schema check format test test-readers check-fidelity pictures bench audit lock clean

PYTHON ?= python3
BIN := .venv/bin
DESIGNER := $(shell find designer/src designer/public designer/*.ts designer/*.html designer/*.js -type f 2>/dev/null)
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: packages .venv/.installed node_modules/.installed designer/dist/index.html ## Make .venv and node_modules from the locks, build the designer, ask for fonts.

packages: # first: on a fresh machine it brings npm
	@sh scripts/system_packages.sh

.venv/.installed: requirements/development.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/build.txt -r requirements/development.txt
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation -e .
	@touch $@

# Apart from the rest, because only the tests and the agent itself need it: make run does not.
.venv/.card-readers: requirements/bridge.txt .venv/.installed
	@sh scripts/system_packages.sh card-readers
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/bridge.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent && touch $@; \
	else echo "npm is missing: GraphiQL and the HTTP audits will not work." >&2; fi

designer/node_modules/.installed: designer/package.json designer/package-lock.json
	@if command -v npm >/dev/null; then cd designer && npm ci --silent && touch node_modules/.installed; \
	else echo "npm is missing: the form designer will not be built." >&2; fi

designer/dist/index.html: designer/node_modules/.installed $(DESIGNER)
	@test ! -d designer/node_modules || { cd designer && npm run --silent build -- --logLevel warn; }

run: setup ## Start the server with the embedded PostgreSQL (or DATABASE_URL).
	@$(BIN)/madoguchi run

mock: setup ## Serve the whole API from an invented city with cases in every state; nothing is kept.
	@$(BIN)/madoguchi mock

demo: setup ## Watch eight visits at the counter, over HTTP.
	@$(BIN)/python -m examples.demo.run

seed: setup ## Fill the database with the invented city.
	@$(BIN)/madoguchi seed

migrate: setup ## Bring the database to the newest migration.
	@$(BIN)/madoguchi migrate

migration: setup ## Write the next migration from the tables: make migration name=add_special_move_in
	@test -n "$(name)" || { echo "give it a name: make migration name=..." >&2; exit 1; }
	@$(BIN)/python scripts/new_migration.py $(name)

schema: setup ## Print the GraphQL schema to schema/schema.graphql, and the designer's operations.
	@$(BIN)/madoguchi schema
	@$(BIN)/python scripts/typescript_operations.py

check: setup ## Formatting, lint, types, directions of imports, the printed schema.
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/madoguchi schema --check
	$(BIN)/python scripts/typescript_operations.py --check
	cd designer && npm run --silent check

format: setup ## Format and mend what can be mended.
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

test: setup ## Every test, on a real PostgreSQL and in a real browser.
	cd designer && npm run --silent test
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

test-readers: setup .venv/.card-readers ## The card readers' loop over the real PC/SC service, with a virtual reader.
	$(BIN)/python -m pytest -q -n 0 tests/device_bridge/readers/real

check-fidelity: setup ## Compare the designer's drawing of every form with its PDF at 600 dpi.
	$(BIN)/python -m pytest -q -n 2 tests/designer/test_fidelity.py --all-forms

pictures: setup ## Take the pictures of the designer for the documentation.
	$(BIN)/python -m pytest -q -n 0 tests/designer/test_pictures.py --pictures

bench: setup ## Measure against the goals; rows go to benchmarks/results/latest.json.
	$(BIN)/python -m benchmarks

audit: setup ## Look up known vulnerabilities of the locked packages.
	$(BIN)/python scripts/audit.py

lock: setup ## Resolve the requirements anew, with hashes and without addresses.
	$(COMPILE) --upgrade --extra server -o requirements/server.txt pyproject.toml
	$(COMPILE) --upgrade --extra server --extra development -c requirements/server.txt \
		-o requirements/development.txt pyproject.toml
	$(COMPILE) --upgrade --extra bridge -c requirements/development.txt \
		-o requirements/bridge.txt pyproject.toml
	$(COMPILE) --upgrade -o requirements/build.txt requirements/build.in
	npm install --package-lock-only --silent
	cd designer && npm install --package-lock-only --silent

clean: ## Remove what setup and the checks made (never the data).
	rm -rf .venv node_modules designer/node_modules designer/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
