# What people and machines do with JTAM. `make` alone lists it.

SWIFT ?= swift
LINTED = Sources Tests Engine/Sources Engine/Tests Package.swift Engine/Package.swift

.PHONY: help setup renderer pictures build demo test test-all bench lint format

help:
	@echo "make demo      install what is missing, build, and run Brazil's demonstration"
	@echo "make test      run the tests of the engine and of the whole"
	@echo "make test-all  the same, with the slow replications and torture tests"
	@echo "make build     build the program for release: .build/release/jtam"
	@echo "make bench     measure"
	@echo "make lint      check the form of the code;  make format  repairs it"
	@echo "make setup     install the system libraries that are missing, and what draws pictures"
	@echo "make renderer  install what draws pictures, in .venv;  make pictures  redraws those of the documentation"

# Only pictures as SVG and PNG need the renderer: without a connection everything else is built all the same.
setup:
	@Scripts/install-dependencies.sh
	@Scripts/python-environment.sh Scripts/requirements.txt || \
	  echo "warning: no renderer, so jtam plot cannot write SVG and PNG. Run make renderer when there is a connection." >&2

renderer:
	@Scripts/python-environment.sh Scripts/requirements.txt

pictures: build
	Scripts/make-pictures.sh .build/release/jtam

build: setup
	$(SWIFT) build -c release --product jtam

demo: build
	.build/release/jtam demo

test: setup renderer
	cd Engine && $(SWIFT) test
	$(SWIFT) test
	Scripts/check-multipliers.sh "$$($(SWIFT) build --show-bin-path)/jtam"

test-all: setup renderer
	cd Engine && JTAM_ALL_TESTS=1 $(SWIFT) test
	JTAM_ALL_TESTS=1 $(SWIFT) test
	Tests/Scripts/flip_signs.py
	Tests/Scripts/kill_runs.py "$$($(SWIFT) build --show-bin-path)/jtam"
	Tests/Scripts/disk_full.py "$$($(SWIFT) build --show-bin-path)/jtam"
	Scripts/check-multipliers.sh "$$($(SWIFT) build --show-bin-path)/jtam"

# Benchmarks is a package of its own, so that users never fetch what only measuring needs.
bench: setup
	@if [ -f Benchmarks/Package.swift ]; then \
	  cd Benchmarks && $(SWIFT) run -c release benchmarks; \
	else \
	  echo "There are no benchmarks yet: the folder Benchmarks is not there." >&2; exit 1; \
	fi

lint:
	$(SWIFT) format lint --strict --recursive $(LINTED)

format:
	$(SWIFT) format --in-place --recursive $(LINTED)
