# One command for each habit; `make` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

# The first that will do; 3.12 and 3.11 come first, as every locked package is ready-made for them.
# `make PYTHON=…` takes another.
WILL_DO := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for python in python3.12 python3.11 python3 python3.13 python3.14; do \
	$$python -c '$(WILL_DO)' 2>/dev/null && echo $$python && break; done)
JOBS := $(shell cores=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$cores -gt 7 ] && echo 8 || echo $$((cores + 1)))

RUN := .venv/bin/python
READY := .venv/ready
CLIENTS := tests/clients/.venv/ready
JUDGES := tests/conformance/.venv/ready
PARTNERS := schema/python/.venv/ready
PACKAGES := tests/conformance/js/node_modules/.package-lock.json

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: $(READY) ## make the locked environment in .venv

.PHONY: run
run: $(READY) ## run everything on this machine until Ctrl-C
	@$(RUN) -m services.dev --stop-with-parent

.PHONY: demo
demo: $(READY) ## play three customers' stories against `make run`
	@$(RUN) -m services.dev.demo

.PHONY: test
test: $(READY) $(CLIENTS) $(PARTNERS) ## run all tests; ARGS go to pytest, JOBS is the number of processes
	@$(RUN) -m tests.browser.chromium
	@$(RUN) -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: check
check: $(READY) ## format, lint, types, import contracts, exported SDL and tables
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(RUN) -m services.api.export --check
	@$(RUN) -m services.dev.clients --check
	@$(RUN) -m pytest --quiet tests/schema

.PHONY: schema
schema: $(READY) ## write schema/schema.graphql and schema/tables.sql
	@$(RUN) -m services.api.export
	@$(RUN) -m services.dev.tables

.PHONY: clients
clients: $(READY) $(PARTNERS) $(PACKAGES) ## make the TypeScript types and the Python client from schema/
	@$(RUN) -m services.dev.clients

.PHONY: graphiql
graphiql: $(READY) ## make GraphiQL from its npm packages, which `make run` does by itself
	@$(RUN) -m services.dev.graphiql

.PHONY: migrate
migrate: $(READY) ## bring DATABASE_URL to the newest migration
	@$(RUN) -m services.migrate

.PHONY: crashes
crashes: $(READY) ## kill workers at every await of what moves or claims money; the numbers go to build/reports
	@CRASH_EVERY=1 $(RUN) -m pytest --capture=no --quiet tests/faults/test_crashes.py tests/faults/test_filing_crashes.py

.PHONY: cuts
cuts: $(READY) ## cut a page's connection 300 times, beside one that never loses it; the numbers go to build/reports
	@CUTS=300 $(RUN) -m pytest --capture=no --quiet tests/browser/test_cuts.py

.PHONY: screens
screens: $(READY) ## take pictures of the widget's main states into build/screens; ONLY=state takes one, in LOCALE
	@$(RUN) -m tests.browser.screens

.PHONY: examples
examples: $(READY) ## pack the widget for npm, and compile each of its examples against that package
	@$(RUN) -m services.dev.examples

.PHONY: carriers
carriers: $(READY) ## tell what is done at each carrier, also in deploy/carriers.md; RECORDED names answers to read
	@$(RUN) -m tests.companies.table

.PHONY: permutations
permutations: $(READY) ## shuffle and repeat what carriers tell; every order has to end alike
	@$(RUN) -m tests.core.shipments.permutations

.PHONY: bench
bench: $(READY) ## measure side by side, into build/reports; ONLY=name runs one
	@$(RUN) -m tests.bench

.PHONY: fuzz
fuzz: $(READY) ## compare random queries with graphql-core; SEED repeats a run of DOCUMENTS
	@$(RUN) -m tests.reads.fuzz

.PHONY: conformance
conformance: $(READY) $(JUDGES) $(PACKAGES) ## run public suites and clients against the service; ONLY=name runs one
	@$(RUN) -m tests.conformance

.PHONY: clean
clean: ## stop what runs here; remove environments, build and development data
	@if [ -x $(RUN) ]; then $(RUN) -m services.dev.clean; fi
	@rm -rf .venv schema/python/.venv services/dev/nodejs/.venv tests/clients/.venv tests/conformance/.venv \
		tests/conformance/js/node_modules tests/bench/reads/node/node_modules services/dev/graphiql/node_modules services/widget/examples/node_modules \
		build .data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): uv.lock pyproject.toml services/dev/environment.py
	@$(call synchronize,.)

$(CLIENTS): tests/clients/uv.lock tests/clients/pyproject.toml $(READY)
	@$(call synchronize,tests/clients)

$(PARTNERS): schema/python/uv.lock schema/python/pyproject.toml $(READY)
	@$(call synchronize,schema/python)

$(JUDGES): tests/conformance/uv.lock tests/conformance/pyproject.toml $(READY)
	@$(call synchronize,tests/conformance)

$(PACKAGES): tests/conformance/js/package-lock.json tests/conformance/js/package.json $(READY)
	@$(RUN) -m services.dev.npm tests/conformance/js

define synchronize
	python='$(PYTHON)'; \
	if ! "$${python:-false}" -c '$(WILL_DO)' 2>/dev/null; then \
		echo 'Python 3.11 or newer with venv is needed; install it (on Debian 12 and Ubuntu 24.04:' \
			'apt-get install python3 python3-venv), or name one: make PYTHON=…' >&2; \
		exit 1; \
	fi; \
	"$$python" -I services/dev/environment.py $(1) && touch $(1)/.venv/ready
endef
