# Two commands: `make demo` shows Sayso at work on the bundled sample, `make test` runs every check that CI runs.

.PHONY: demo test bench format lock clean
.DEFAULT_GOAL := demo

BIN := .venv/bin
SAMPLE := sample/harbour-city-live.txt

.venv/ready: requirements.lock pyproject.toml tools/bootstrap.sh tools/build_hook.py $(wildcard src/sayso/gazetteer/*.py src/sayso/gazetteer/tables/*)
	@tools/bootstrap.sh

demo: .venv/ready
	@mkdir -p out
	@$(BIN)/sayso read $(SAMPLE) --published 2031-05-14
	@$(BIN)/sayso brief $(SAMPLE) --published 2031-05-14 --html out/brief.html >out/brief.md
	@echo
	@echo "The brief: out/brief.md, and as a page: out/brief.html"

test: .venv/ready
	@tools/browser.sh
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: .venv/ready
	$(BIN)/python -m bench

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The lock names versions and hashes, not addresses; docs/architecture.md says why it is not uv.lock.
lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
