# Everything you do with this repository. `make` lists it; README.md says where to begin.
VAULT ?=
PORT ?=
PRESET ?= release
MODEL ?=
PREFIX ?= $(HOME)/.local

binary := build/release/cli/secondbrain
installed := build/installed

.DEFAULT_GOAL := help
.PHONY: help setup build install uninstall run dev test check lint format-check format asan tsan bench bench-small eval portability \
        model index reindex daily-sync process-inbox sync-tasks extract weekly-review status \
        backup backups restore install-api-service uninstall-api-service clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- set-up ----------------------------------------------------------------------------------------------------------

setup: $(installed)/build $(installed)/test $(installed)/check ## install the packages that building and testing need

# A stamp for each group of packages: a changed list is checked again.
$(installed)/%: tools/setup/install.sh tools/setup/packages/apt-%.txt tools/setup/packages/brew-%.txt
	@tools/setup/install.sh $*
	@mkdir -p $(@D) && touch $@

# ---- build and serve -------------------------------------------------------------------------------------------------

build: $(installed)/build ## build the service (PRESET=release|debug|asan|tsan)
	@tools/setup/build.sh $(PRESET)

install: $(installed)/build ## put `secondbrain` into ~/.local/bin, or PREFIX/bin
	@tools/setup/build.sh release secondbrain
	@tools/setup/install_program.sh $(binary) "$(PREFIX)"

uninstall: ## undo install
	rm -f "$(PREFIX)/bin/secondbrain"

run: $(installed)/build ## serve the sample notes, or VAULT=~/notes, on PORT (8000); fetches a model (MODEL=none: does not)
	@tools/setup/build.sh release secondbrain
	@MODEL="$(MODEL)" tools/setup/serve.sh $(binary) "$(VAULT)" "$(PORT)"

dev: run ## same as run

# ---- checks ----------------------------------------------------------------------------------------------------------

test: $(installed)/build $(installed)/test ## build and run every test
	@tools/setup/build.sh $(PRESET)
	@tools/checks/run_tests.sh $(PRESET)

check: lint test ## what must pass before a change lands: lint, then test

lint: format-check $(installed)/build $(installed)/check ## formatting, include rule, contract map, names, clang-tidy (CHECK_ALL=1: on all files)
	@python3 tools/checks/include_rule.py .
	@python3 tools/checks/contract_map.py .
	@python3 tools/checks/captured_names.py .
	@python3 tools/checks/unity_names.py .
	@tools/checks/tidy.sh

format-check: $(installed)/check
	@tools/checks/format.sh --check

format: $(installed)/check ## format the C++ sources
	@tools/checks/format.sh --fix

asan: $(installed)/build $(installed)/test ## every test under AddressSanitizer and UndefinedBehaviorSanitizer
	@tools/setup/build.sh asan
	@tools/checks/run_tests.sh asan

tsan: $(installed)/build ## the tests that do not link CAF under ThreadSanitizer
	@tools/setup/build.sh tsan
	@tools/checks/run_tests.sh tsan

portability: ## build and try it as a newcomer would, in clean Debian 12 and 13 and with g++ 13 (root; an hour)
	@tools/checks/portability.sh

bench: $(installed)/build ## print what we cost compared with the bare libraries (BENCH_VAULT=~/notes)
	@tools/setup/build.sh release bench

bench-small: $(installed)/build ## the quick parts of it, on 800 notes: half a minute
	@tools/setup/build.sh release secondbrain secondbrain_bench
	@BENCH_NOTES=800 build/release/tests/bench/secondbrain_bench search search-http hybrid planner http

eval: $(installed)/build ## print how well notes are found (EVAL_COLLECTIONS=folder of judged collections)
	@tools/setup/build.sh release secondbrain
	@python3 tools/eval/evaluate.py $(binary)

# ---- the running service ---------------------------------------------------------------------------------------------

model: $(installed)/build ## fetch the model that finds notes by their meaning (NAME=…, or a folder of your own)
	@tools/setup/build.sh release secondbrain
	@$(binary) model install $(NAME)

index: ## have the running service look for changed notes
	@$(binary) index

reindex: ## index the vault, with or without a running service
	@$(binary) sync index

daily-sync: ## run the daily sync, with or without a running service
	@$(binary) sync all

process-inbox: ## sort the files of the inbox into the vault
	@$(binary) sync inbox

sync-tasks: ## bring the generated task files up to date
	@$(binary) sync tasks

extract: ## extract metadata from the notes that changed
	@$(binary) sync extract

weekly-review: ## write the review of this week
	@$(binary) weekly

status: ## say how the running service is
	@$(binary) status

backup: ## snapshot everything recorded and derived
	@$(binary) backup

backups: ## list the snapshots
	@$(binary) backups

restore: ## put back the newest snapshot, or ID=data-YYYYMMDD-HHMMSS
	@$(binary) restore $(if $(ID),$(ID),--latest)

install-api-service: ## start the service at login (launchd or systemd)
	@$(binary) service install

uninstall-api-service: ## undo install-api-service
	@$(binary) service uninstall

clean: ## remove what was built
	rm -rf build
