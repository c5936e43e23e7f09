# Thin wrappers over plain commands; the README shows them in full.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test test-quick soak lint demo lock clean

run: .venv/.installed
	$(BIN)/monitor db upgrade
	$(BIN)/monitor run

demo: .venv/.installed
	$(BIN)/monitor demo

test: .venv/.installed-dev lint
	$(BIN)/python -m pytest

test-quick: .venv/.installed-dev
	$(BIN)/python -m pytest -q -m "not slow" -x

# A hundred kills on each database, then memory over 20,000 checks; the seed is printed.
soak: .venv/.installed-dev
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.soak --postgresql

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# A newer requirements file or pyproject.toml installs again; what is installed already costs a second.
.venv/.installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

# Resolves again within pyproject.toml's bounds; needs uv.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-emit-find-links --upgrade -q -o requirements.lock
	uv pip compile pyproject.toml --group build --extra archives --extra browser --extra chat --group test --group lint -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-emit-find-links -q -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
