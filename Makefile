# What people and machines do with JTAM. `make` alone lists it.

SWIFT ?= swift
LINTED = Sources Tests Benchmarks/Sources/benchmarks Benchmarks/Sources/synthetic Benchmarks/Sources/balancing Benchmarks/Sources/footprints Engine/Sources Engine/Tests Engine/Fuzzing Package.swift Engine/Package.swift
TESTED = -c release -Xswiftc -enable-testing --scratch-path .build-tests
TEST_PROGRAM = .build-tests/release/jtam
# The equations in print are those of the model's text.
PRINTED = $(TEST_PROGRAM) model print | cmp - Documentation/Theory/equations.md || \
  { echo "Documentation/Theory/equations.md is not what jtam model print prints: make documentation" >&2; exit 1; }
# Pages whose commands are run and whose figures are compared.
PAGES = README.md Documentation/Tour.md Documentation/Guide.md \
  Documentation/Results/brazil-carbon-tax.md \
  Documentation/Results/brazil-policies.md Documentation/Results/brazil-detail.md \
  Documentation/Multipliers.md \
  Documentation/Tutorial-models.md Examples/models/README.md $(wildcard Examples/models/*/README.md)

.PHONY: help setup renderer pictures build demo test test-all fuzz documentation bench bench-peers bench-balancing bench-footprints lint format

help:
	@echo "make demo      install what is missing, build, and run Brazil's demonstration"
	@echo "make test      run the tests of the engine and of the whole"
	@echo "make test-all  the same, with the slow replications, torture tests, Dynare and LibreOffice"
	@echo "make fuzz      try a million models and 200,000 files, written and broken, for crashes and hangs"
	@echo "make build     build the program for release: .build/release/jtam"
	@echo "make documentation  rewrite the figures, equations and pictures that the pages show"
	@echo "make bench     measure;  make bench-peers  measure beside SciPy, Dynare and C"
	@echo "make bench-balancing  measure RAS and cross-entropy beside NumPy, ipfn, SciPy and Ipopt"
	@echo "make bench-footprints  measure footprints beside pymrio"
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

# Tests are built for release: the models they solve repay it many times over.
test: setup renderer
	cd Engine && $(SWIFT) test $(TESTED)
	$(SWIFT) test $(TESTED)
	Scripts/check-multipliers.sh $(TEST_PROGRAM)
	Tests/Scripts/run_documentation.py $(TEST_PROGRAM) $(PAGES)
	@$(PRINTED)

test-all: setup renderer
	cd Engine && JTAM_ALL_TESTS=1 $(SWIFT) test $(TESTED)
	JTAM_ALL_TESTS=1 $(SWIFT) test $(TESTED)
	Scripts/check-multipliers.sh $(TEST_PROGRAM)
	Tests/Scripts/run_documentation.py $(TEST_PROGRAM) $(PAGES)
	@$(PRINTED)
	Tests/Scripts/flip_signs.py
	Tests/Scripts/kill_runs.py $(TEST_PROGRAM)
	Tests/Scripts/disk_full.py $(TEST_PROGRAM)
	@Scripts/install-dependencies.sh dynare octave
	Tests/Scripts/compare_dynare.py $(TEST_PROGRAM)
	@Scripts/install-dependencies.sh libreoffice-calc-nogui
	@Scripts/python-environment.sh Tests/Scripts/workbooks-requirements.txt
	.venv/bin/python Tests/Scripts/open_workbooks.py $(TEST_PROGRAM)

# INPUTS, FILES and SEED choose how many and which; a failing input is written, whole and reduced.
INPUTS ?= 1000000
FILES ?= 200000
SEED ?= 2026
fuzz: setup
	cd Engine && $(SWIFT) build $(TESTED) --product fuzz
	Engine/.build-tests/release/fuzz --inputs $(INPUTS) --seed $(SEED) --sources .
	Engine/.build-tests/release/fuzz --files --inputs $(FILES) --seed $(SEED)

# Rewrites what the pages show with what the program prints now: read the difference before it is kept.
documentation: build renderer
	.build/release/jtam model print --out Documentation/Theory/equations.md --force
	Tests/Scripts/run_documentation.py .build/release/jtam --update $(PAGES)
	Scripts/make-pictures.sh .build/release/jtam

# Benchmarks is a package of its own, so that users never fetch what only measuring needs.
bench: setup
	cd Benchmarks && $(SWIFT) run -c release benchmarks $(ROUNDS)

# The engine beside SciPy, Dynare and C on a made-up model of 1,000 to 20,000 equations. SHORT=1 checks in a
# minute that all is there; DYNARE_ROUNDS=1 spares what takes longest.
bench-peers: setup
	@Scripts/install-peers.sh
	cd Benchmarks && $(SWIFT) build -c release && \
	  ../.venv/bin/python Peers/peers.py $(if $(SHORT),--short,--page ../Documentation/Benchmarks.md \
	  --picture ../Documentation/Pictures/cost-by-size.png --rounds $(or $(ROUNDS),5) --dynare-rounds $(or $(DYNARE_ROUNDS),5))

# Balancing beside NumPy, ipfn, SciPy and Ipopt; SHORT=1 checks that all is there.
bench-balancing: setup
	@Scripts/install-balancing-peers.sh
	cd Benchmarks && $(SWIFT) build -c release --product balancing && \
	  ../.venv/bin/python Peers/balancing.py $(if $(SHORT),--short,--page ../Documentation/Benchmarks.md --rounds $(or $(ROUNDS),5))

# Footprints of a table of 2,000 sectors beside pymrio.
bench-footprints: setup
	@Scripts/python-environment.sh Benchmarks/requirements.txt
	cd Benchmarks && $(SWIFT) build -c release --product footprints && \
	  ../.venv/bin/python Peers/footprints.py --rounds $(or $(ROUNDS),5)

lint:
	$(SWIFT) format lint --strict --recursive $(LINTED)

format:
	$(SWIFT) format --in-place --recursive $(LINTED)
