# External Contacts: what people type. `make run` and `make test` install what is missing first, and say so.
#
#   make run        build the release and serve it with demo data      make bench    the measurements of SPEED
#   make test       every test there is                                make chaos    the long fault tests
#   make build      target/release/external-contacts                   make sqlx     the offline data of the SQL macros
#   make dev        rebuild and reload on change                       make format   rustfmt

SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory

# What is fetched and built once for this machine, outside the clone.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/external-contacts
WASM_BINDGEN := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
export PATH := $(HOME)/.cargo/bin:$(CACHE)/wasm-bindgen-$(WASM_BINDGEN)/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),target)
BINARY := $(TARGET)/release/external-contacts

# The wasm standard library is rustup's, or is built from Debian's sources where rustup's server cannot be reached.
# Looked up when a recipe runs: `.ci/provision` may just have installed either.
WASM = $(shell .ci/provision --wasm-cargo)

.PHONY: build run dev test bench chaos sqlx format site site-fast
.PHONY: ready-to-build ready-to-run ready-to-test

ready-to-build ready-to-run ready-to-test: ready-to-%:
	@.ci/provision $*

build: site
	cargo build --release -p server

run: ready-to-run build
	$(BINARY) serve --demo

# The pages' files: both wasm, scripts, style. The server carries target/site inside.
site: ready-to-build
	$(WASM) build -p frontend --target wasm32-unknown-unknown --profile wasm-page
	$(WASM) build -p import-worker --target wasm32-unknown-unknown --profile wasm-worker
	node frontend/site.mjs

# The same for the inner loop: not optimised, not compressed, for a debug server.
site-fast: ready-to-build
	$(WASM) build -p frontend -p import-worker --target wasm32-unknown-unknown
	node frontend/site.mjs --fast

format:
	cargo fmt --all
