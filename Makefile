# SPDX-License-Identifier: Apache-2.0
#
# Short verbs over the CMake presets. Each installs what it misses (Debian packages; root or sudo).

.DEFAULT_GOAL := help
FUZZ_SECONDS ?= 60
FOLDERS ?= ledger sharing
export CTEST_PARALLEL_LEVEL ?= $(shell nproc)
.PHONY: help run run-link build test lint coverage fuzz golden bench bench-peers deps clean

help: ## say what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

build: ## build the release program, build/release/sightline
	@tools/deps build
	cmake --preset release
	cmake --build --preset release --target sightline

run: build ## make a partnership, take it in, say who is who, serve its pages
	@cmake --build --preset release --target sightline-simulate
	@tools/run

run-link: build ## link real or made-up records and explain three pairs
	@tools/run-link

test: ## build and run all tests: release, then with sanitizers
	@tools/deps test
	cmake --workflow --preset release
	cmake --workflow --preset debug

lint: ## every check that needs no run: style, clang-tidy, cppcheck, analysers, clang
	@tools/deps lint
	@tools/lint

coverage: ## lines and branches of FOLDERS (ledger sharing) that their own tests take
	@tools/deps test
	@tools/coverage $(FOLDERS)

fuzz: ## fuzz each parser for FUZZ_SECONDS (60)
	@tools/deps fuzz
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz

golden: ## rewrite the expected output of tests/cli/golden; review the diff
	@tools/deps test
	cmake --preset release
	cmake --build --preset release --target golden

bench: ## measure speed and quality, and write docs/benchmarks.md
	@tools/deps build
	@tools/bench

bench-peers: ## the same files through another linker (Python and PyPI)
	@tools/deps peers
	@tools/bench-peers

deps: ## install what any of these needs
	@tools/deps all

clean: ## remove everything that was built
	rm -rf build
