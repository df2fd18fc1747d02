# Interdict's front door: every target calls Meson. `make help` lists them.
#
# Variables: BUILD (build folder), OPTIONS (further `meson setup` options, at the first set-up of a
# folder), PREFIX and DESTDIR (install), J (parallel jobs), SECONDS_EACH (fuzz, soak), ACCURACY
# (options of bench/accuracy/measure.py), ORACLE_ROWS (oracle), SIZES (bench), CC.
SHELL := /bin/bash
BUILD ?= build
PREFIX ?= /usr/local
J ?= $(shell nproc 2>/dev/null || echo 2)
SECONDS_EACH ?= 600
ORACLE_ROWS ?= 100000
SIZES ?=
OPTIONS ?=
PYTHON ?= python3

# make's own default for CC is not a choice of the user.
with_cc = $(if $(filter default,$(origin CC)),,CC="$(CC)")
# configure(packages, folder, environment, options): packages and a configured folder, quiet unless it fails
configure = tools/setup.sh $(1) && { [ -f $(2)/build.ninja ] || { mkdir -p $(2) && \
	$(3) meson setup $(2) $(4) $(OPTIONS) > $(2)/setup.log || { cat $(2)/setup.log; exit 1; }; }; }
compile = { [ -t 1 ] || [ -n "$(V)" ] || q=--quiet; ninja -C $(1) -j $(J) $$q $(if $(V),-v); }
sanitize = -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
run_tests = $(PYTHON) tests/harness/run.py --jobs $(J)
under_valgrind = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
	--suppressions=$(CURDIR)/tools/valgrind.supp
sanitizer_env = ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
	UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

.PHONY: help setup configure build demo test oracle weights check asan valgrind fuzz soak bench accuracy install clean format

build: configure ## set up what is missing and build; the program is build/interdict
	@$(call compile,$(BUILD))

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

setup: ## install, by name, every Debian package that any target here needs
	@tools/setup.sh all

configure:
	@$(call configure,build,$(BUILD),$(with_cc),-Dprefix=$(PREFIX))

demo: build ## load the example lists into a temporary home and screen a name
	@tools/demo.sh $(BUILD)/interdict

test: build ## every test; the last line says how many passed and failed
	@$(run_tests) $(BUILD)

oracle: build ## the index against the exhaustive scan, ORACLE_ROWS questions (100000) a list
	@INTERDICT_ORACLE_ROWS=$(ORACLE_ROWS) $(BUILD)/tests/oracle data

# What is counted is aligned with the weights of before, hence again until nothing changes.
weights: build ## estimate the weights of evidence from the labelled names at hand, until they stay
	@for again in 1 2 3 4 5; do \
		$(PYTHON) -B tools/estimate_weights.py --build $(BUILD) \
			--lists "$${INTERDICT_TEST_DATA:-../shared/data}" > $(BUILD)/weights.log || exit 1; \
		cat $(BUILD)/weights.log; $(call compile,$(BUILD)); \
		grep -q written $(BUILD)/weights.log || break; done

check: ## the house rules alone: layering, banned calls, sizes, documentation
	@$(PYTHON) tools/tidy.py

asan: ## the tests of what is compiled under AddressSanitizer and UndefinedBehaviorSanitizer; LONG=1: the long ones too
	@$(call configure,all,$(BUILD)-asan,CC=clang,$(sanitize))
	@$(call compile,$(BUILD)-asan)
	@$(sanitizer_env) $(run_tests) --slow 4 --no-suite house $(if $(LONG),,--no-suite long) \
		$(BUILD)-asan

valgrind: ## the unit tests under valgrind, built with little optimization
	@$(call configure,all,$(BUILD)-valgrind,,-Doptimization=1 -Ddebug=true)
	@$(call compile,$(BUILD)-valgrind)
	@$(run_tests) --suite unit --slow 30 --wrap \
		'$(under_valgrind)' \
		$(BUILD)-valgrind

fuzz: ## every fuzzer for SECONDS_EACH seconds (600)
	@$(call configure,all,$(BUILD)-fuzz,CC=clang,$(sanitize) -Dfuzz=true -Dtests=false)
	@$(call compile,$(BUILD)-fuzz)
	@$(PYTHON) tests/harness/fuzz.py --seconds $(SECONDS_EACH) --jobs $(J) $(BUILD)-fuzz

soak: ## the randomized tests with a hundred times the trials, then long fuzzing
	@$(MAKE) --no-print-directory build
	@INTERDICT_SOAK=100 INTERDICT_ORACLE_ROWS=20000 $(run_tests) --slow 100 $(BUILD)
	@$(MAKE) --no-print-directory fuzz

bench: build ## every benchmark, and how far each bar is; SHORT=1: small; SIZES="10000 35000" names
	@$(PYTHON) -B bench/run.py $(if $(SHORT),--short) --sizes "$(SIZES)" $(BUILD)

accuracy: build ## every evaluation set at hand: one table, and bench/accuracy/report.html
	@$(PYTHON) -B bench/accuracy/measure.py --report bench/accuracy/report.html $(ACCURACY) \
		$(BUILD)/bench/accuracy/accuracy

install: build ## install into PREFIX (/usr/local), below DESTDIR if given
	@meson configure $(BUILD) -Dprefix=$(PREFIX) && $(call compile,$(BUILD))
	@meson install -C $(BUILD) --no-rebuild --quiet

clean: ## remove the build folders that make created
	@rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-fuzz $(BUILD)-valgrind

format: ## clang-format every C file in place
	@tools/setup.sh all
	@git ls-files '*.c' '*.h' | xargs clang-format -i
