# Everything happens in .venv; nothing else on the machine is touched.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test lint format bench fuzz clean

install: .venv/.installed

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: install
	$(BIN)/nps segment sample_data/responses.csv -c configs/saas.yaml

test: install
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install
	$(BIN)/python tests/benchmarks/run.py

# 50,000 arbitrary inputs into the reader of text exports; FUZZ="--inputs 5000 --seed 7" for others.
fuzz: install
	$(BIN)/python tests/fuzz/run.py $(FUZZ)

clean:
	rm -rf .venv .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache dist build
