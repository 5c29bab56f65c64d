# External Contacts: what people type. `make run` and `make test` install what is missing first, and say so.
#
#   make run        build a demo and serve it with its data            make bench    the measurements of SPEED
#   make test       every test there is                                make chaos    the long fault tests
#   make build      target/release/external-contacts                   make sqlx     the offline data of the SQL macros
#   make dev        rebuild and reload on change                       make fuzz     what strangers send: any field, any bytes
#   make format     rustfmt                                        make api      the client of JavaScript in docs/api

SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory

export PATH := $(HOME)/.cargo/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),target)

# The wasm standard library is rustup's, or is built from Debian's sources where rustup's server cannot be reached.
# Looked up when a recipe runs: `.ci/provision` may just have installed either.
WASM = $(shell .ci/provision --wasm-cargo)

.PHONY: api build run dev test bench chaos fuzz sqlx format site site-fast site-demo
.PHONY: ready-to-build ready-to-run ready-to-test ready-to-bench

ready-to-build ready-to-run ready-to-test ready-to-bench: ready-to-%:
	@.ci/provision $*

build: site
	cargo build --release -p server

# The demo is not optimised as a release is, and there in half the time.
run: ready-to-run site-demo
	cargo build -p server --profile demo
	$(TARGET)/demo/external-contacts serve --demo

# The pages' files: both wasm, scripts, style. The server carries target/site inside.
site: ready-to-build
	$(WASM) build -p frontend --target wasm32-unknown-unknown --profile wasm-page
	$(WASM) build -p import-worker --target wasm32-unknown-unknown --profile wasm-worker
	cargo build -p bind
	node frontend/site.mjs

# The same for the demo: not compressed.
site-demo: ready-to-build
	$(WASM) build -p frontend -p import-worker --target wasm32-unknown-unknown --profile demo
	cargo build -p bind
	node frontend/site.mjs --demo

# The same for the inner loop: not optimised, not compressed, for a debug server.
site-fast: ready-to-build
	$(WASM) build -p frontend -p import-worker --target wasm32-unknown-unknown
	cargo build -p bind
	node frontend/site.mjs --fast

# Rebuilds, restarts the server and reloads the page whenever a source changes; Ctrl-C ends it.
dev: ready-to-run
	.ci/dev

format:
	cargo fmt --all

# --- tests -----------------------------------------------------------------------------------------------------------

# clippy takes the compiler's place while the tests are compiled, so that a cold run compiles the crates of others once;
# CLIPPY_ARGS is how cargo clippy hands it `-D warnings`.
LINTED := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__

# Every test there is. A failing step does not keep the next from being heard. The site is made meanwhile, since its longest
# parts keep one processor of several busy; what it says is told when it is there.
STEPS := test-format test-lint test-dependencies test-rust test-wasm test-browser test-api
.PHONY: $(STEPS) tested-site tested-server

test: ready-to-test
	@rm -rf target/test && mkdir -p target/test target/site
	@failed=; \
	$(LINTED) cargo build -q -p bind || failed=" bind"; \
	$(MAKE) tested-site >target/test/site.log 2>&1 & site=$$!; \
	for step in $(STEPS); do \
	  if [ "$$step" = test-wasm ]; then printf '\n=== site\n'; wait $$site || failed="$$failed site"; cat target/test/site.log; fi; \
	  printf '\n=== %s\n' "$$step"; \
	  $(MAKE) $$step 2>&1 | tee "target/test/$$step.log" || failed="$$failed $$step"; \
	done; \
	.ci/tally $(STEPS:%=target/test/%.log); \
	[ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

# The site of tests. Clippy takes the compiler's place here too, for it is the compiler: what it makes is 0.06 % larger. Where
# Debian's compiler builds the wasm there is no clippy for it, and a warning of the page is an error.
tested-site: export CARGO_BUILD_WARNINGS := deny
tested-site:
	$(if $(findstring RUSTC=,$(WASM)),,$(LINTED)) $(MAKE) site

test-format:
	cargo fmt --all --check

# The native crates are compiled against a real database that holds the schema, so that clippy also shows whether the
# committed offline data is what the queries need.
# .ci/bind is by itself, as it is when the site is made: beside the others its libraries would be compiled once more.
NATIVE := -p house -p contact -p preview -p app -p server
test-lint:
	.ci/with-postgres .ci/sqlx target/sqlx env $(LINTED) cargo test --no-run --all-targets $(NATIVE)
	diff -r .sqlx target/sqlx || { echo 'the offline data of the SQL macros is stale: run `make sqlx` and commit .sqlx'; exit 1; }

# One wasm-bindgen, and none but leptos' reader of settings (which the linker drops) may bring a regex into the page.
WASM_TREE := cargo tree --target wasm32-unknown-unknown -e normal,no-proc-macro --prefix none
test-dependencies:
	test "$$($(WASM_TREE) -p frontend -p import-worker | sed -n 's/^wasm-bindgen v\([^ ]*\).*/\1/p' | sort -u)" = \
	  "$$(cargo tree -p bind --depth 1 --prefix none | sed -n 's/^wasm-bindgen-cli-support v\([^ ]*\).*/\1/p')"
	test "$$($(WASM_TREE) -p frontend -i regex --depth 1 | sed 1d | cut -d' ' -f1)" = leptos_config
	! cargo tree -p contact --all-features -e normal --prefix none | grep -E '^(tokio|sqlx|leptos|axum|web-sys|rand) '

test-rust:
	$(LINTED) .ci/in-memory cargo test --no-fail-fast --config "target.'cfg(unix)'.runner='$(CURDIR)/.ci/timed'" $(NATIVE)

test-wasm: tested-site
	node --test end2end/rules/*.test.mjs

# The pages' files as they are released, in the server that test-rust has compiled, which reads them from target/site: it
# answers as a released one does, and is there ten minutes earlier.
TESTED := BINARY=$(abspath $(TARGET))/debug/external-contacts
tested-server: tested-site
	$(LINTED) cargo test --no-run --all-targets $(NATIVE)

test-browser: tested-server
	cd end2end && $(TESTED) ../.ci/in-memory npx playwright test

# The client in docs/api is what the description says; and strangers' calls, all of them, with few examples of each: nothing
# breaks, nothing is answered that the description does not tell of, and nobody gets in without a token. It ends by itself
# after four minutes at most.
test-api: tested-server
	$(TARGET)/debug/external-contacts openapi > target/openapi.json
	node docs/api/generate.mjs target/openapi.json --check
	$(TESTED) .ci/in-memory timeout -k 10 240 node end2end/schemathesis.mjs

# Writes the client of JavaScript and its types anew, from what the handlers say of themselves.
api: ready-to-test
	mkdir -p target
	cargo run -q -p server -- openapi > target/openapi.json
	node docs/api/generate.mjs target/openapi.json

# Writes /.sqlx, by which the SQL macros compile without a database.
sqlx: ready-to-run
	.ci/with-postgres .ci/sqlx .sqlx cargo check $(NATIVE) --all-targets

# --- measurements and long tests -------------------------------------------------------------------------------------

# The rows of SPEED; BENCH_ROWS, BENCH_SEARCH, BENCH_LARGE, BENCH_ENQUIRIES and BENCH_ROUNDS set the sizes. BENCH_ONLY=enquiries
# measures S13 and S14 alone, BENCH_ONLY=live S12, BENCH_ONLY=panel S10 and S15, BENCH_ONLY=browser what happens in Chromium,
# BENCH_ONLY=workbench S17, BENCH_ONLY=programs S16 and the feed of events among BENCH_EVENTS.
bench: ready-to-bench build
	node end2end/bench/run.mjs

# Fifty kills of the server, of Postgres and of single backends, in the middle of imports; and CHAOS_KILLS (100) more in a
# storm of writes, while pages are open; and 20 of the server while a webhook is told of 10,000 changes.
chaos: ready-to-test site-demo
	cargo test -p server --test it -- --ignored --test-threads 1
	cargo build -p server --profile demo
	BINARY=$(abspath $(TARGET))/demo/external-contacts node end2end/chaos/live.mjs
	BINARY=$(abspath $(TARGET))/demo/external-contacts node end2end/chaos/webhooks.mjs

# Every extreme of every field of the server functions and of the API, and any call of the API for FUZZ_SECONDS; then bytes that no file of the corpus has thought
# of, for FUZZ_SECONDS (120): what that finds is written to target/fuzz.
fuzz: ready-to-test
	cargo test -p server --test it -- --ignored wire::
	cargo build -p server --profile demo
	BINARY=$(abspath $(TARGET))/demo/external-contacts SCHEMATHESIS_SECONDS=$(or $(FUZZ_SECONDS),120) node end2end/schemathesis.mjs
	cargo test -p contact --all-features --test damage -- --ignored
	command -v cargo-fuzz >/dev/null || cargo install --quiet cargo-fuzz
	mkdir -p target/fuzz
	cd app/contact && RUSTC_BOOTSTRAP=1 cargo fuzz run -s none check $(CURDIR)/target/fuzz tests/corpus -- \
	  -max_total_time=$(or $(FUZZ_SECONDS),120) -max_len=20000 -artifact_prefix=$(CURDIR)/target/fuzz/
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),120) cargo test -p server --test it any_damaged_workbook -- --ignored
