# Two commands do all the set-up: `make demo` and `make test`. `make help` lists the rest.
#
# PYTHON       which Python makes the environment:  make demo PYTHON=python3.12
# TORCH_INDEX  where torch comes from. On Linux, pip's torch brings several GB of CUDA libraries; without a GPU
#              take the CPU build:  make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu

PYTHON ?= python3
TORCH_INDEX ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEVELOPING := $(VENV)/.developing
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Byte code of everything takes half the time of the installation. Python writes that of what is used, unless told not to.
INSTALL := $(PIP) install $(if $(PYTHONDONTWRITEBYTECODE),--compile,--no-compile) --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test bench check format clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Environment, a model trained in minutes, its first translation and its scores
	@$(BIN)/python scripts/demo.py

test: $(DEVELOPING) ## The whole test suite
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile

bench: $(INSTALLED) ## Speed beside torch.nn; beside other libraries with scripts/benchmark.py (docs/benchmark.md)
	@$(BIN)/python scripts/benchmark.py

check: $(DEVELOPING) ## Format, lint and types, changing nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(DEVELOPING) ## Format the code and repair what lint can repair
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## Remove caches and build outputs; runs and the environment stay
	@rm -rf build dist *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# $(call room,MB): stops where the disk has less. A full one fails in the middle, after minutes, with pip's words.
room = free=$$(df -Pk . | awk 'NR == 2 { print int($$4 / 1024) }'); [ "$${free:-$(1)}" -ge $(1) ] || { \
	echo "error: $$free MB are free on the disk of $$(pwd), and the installation wants $(1);" \
	    "free some, or clone to a larger disk" >&2; exit 1; }

# The environment: what the scripts need, and on top of it what tests and checks need. A second `make` finds the stamps
# and installs nothing, until one of these files changes.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "error: $(PYTHON) is missing or older than Python 3.11 ($$($(PYTHON) --version 2>&1));" \
	        "name a newer one, such as: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(call room,2000)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	    rm -rf $(VENV); \
	    echo "error: $(PYTHON) cannot make a virtual environment; on Debian and Ubuntu:" \
	        "sudo apt install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV): some 1.4 GB, once"
ifneq ($(TORCH_INDEX),)
	@$(INSTALL) --index-url $(TORCH_INDEX) torch
endif
	@$(INSTALL) --editable '.[viz,tensorboard,http,export,serve]'
	@touch $@

$(DEVELOPING): $(INSTALLED)
	@$(call room,700)
	@echo "Installing what tests and checks need: some 0.5 GB more, once"
	@$(INSTALL) --editable '.[dev]'
	@touch $@
