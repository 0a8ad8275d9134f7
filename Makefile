# What a newcomer types: make demo, make test, make run. `make help` lists the rest.
SWIFT ?= swift
CHECK := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib

# To install and to package: where to, and the folder of the programs. With BIN given, nothing is built.
PREFIX ?= /usr/local
DESTDIR ?=
ifdef BIN
programs :=
else
programs := release
BIN = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)
endif

# The programs of the documentation and the public libraries that they use, all of Debian.
LANGUAGES := python3-jwt python3-venv nodejs node-jose ruby ruby-jwt golang-go \
	golang-github-golang-jwt-jwt-dev gcc libc6-dev libjwt-dev libjansson-dev

.PHONY: help demo test unit-test language-test systemd-test package-test run build release bench install uninstall deb check-deb \
	check-units lint format clean deps

help:
	@echo 'make demo      builds the release and plays the whole story with PyJWT-signed tokens'
	@echo 'make test      runs everything: make unit-test; make language-test, which runs the programs of the'
	@echo '               documentation; make systemd-test, which takes the package into machines that it'
	@echo '               boots, or says why it cannot (REQUIRE_SYSTEMD=1: fails)'
	@echo 'make bench     how long a revocation takes until 1,000 verifiers hold it (Docs/Performance.md)'
	@echo 'make run       a development daemon in ./.signet, no root, no systemd'
	@echo 'make build     debug build; make release: the one release build, of demo and run too'
	@echo 'make deb       the Debian package, under .build/deb; make check-deb: and holds it to its rules'
	@echo 'make install   and make uninstall, with PREFIX=/usr/local and DESTDIR= (Systemd/README.md)'
	@echo 'make lint      format and style; make format: mends them'

deps:
	@Scripts/dependencies

build: deps
	$(SWIFT) build $(CHECK)

release: deps
	$(SWIFT) build $(RELEASE) $(CHECK)

demo:
	@Scripts/dependencies python3-jwt
	$(SWIFT) build $(RELEASE) $(CHECK)
	@Scripts/demo "$$($(SWIFT) build $(RELEASE) --show-bin-path)"

# Tests whose other end is in the same process and must answer in time, as a verifier that keeps a lease
# must. Beside those that wait for programs, which block the few threads that all of them share, they
# would have to wait for minutes.
PUNCTUAL = SignetClientTests|SignetVerifierTests|signetTests.FollowingTests|signetdTests.EventTests|signetdTests.StoppedVerifierTests

# One after the other, also under make -j: all build.
test: unit-test
	@$(MAKE) --no-print-directory language-test
	@$(MAKE) --no-print-directory systemd-test

unit-test:
	@Scripts/dependencies systemd python3-jwt python3-prometheus-client python3-cryptography strace
	$(SWIFT) build --build-tests $(CHECK)
	$(SWIFT) test --skip-build --skip '$(PUNCTUAL)'
	$(SWIFT) test --skip-build --filter '$(PUNCTUAL)'

language-test:
	@Scripts/dependencies $(LANGUAGES)
	$(SWIFT) build $(CHECK)
	Tests/Languages/run "$$($(SWIFT) build --show-bin-path)"

# Asked first, for the package is a release build. Where no machine can be had it says so.
systemd-test:
	@possible=0; Tests/Systemd/run --possible || possible=$$?; \
	case $$possible in \
	0) $(MAKE) --no-print-directory package-test ;; \
	75) ;; \
	*) exit $$possible ;; \
	esac

package-test: check-deb
	Tests/Systemd/run .build/deb/signet_*.deb

bench: release
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)"; "$$bin/SignetBench" "$$bin/signetd"

run: release
	@Scripts/run "$$($(SWIFT) build $(RELEASE) --show-bin-path)"

install: $(programs)
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' BIN='$(BIN)' Scripts/install

uninstall:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' Scripts/install --uninstall

deb: $(programs)
	@Scripts/dependencies binutils debhelper
	@BIN='$(BIN)' Scripts/package-deb

check-deb: deb
	@Scripts/dependencies lintian
	@Scripts/check-package .build/deb/*.deb

check-units:
	@Scripts/dependencies systemd
	@Scripts/check-units

lint: check-units
	@Scripts/check-release
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Examples Benchmarks

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Examples Benchmarks

clean:
	rm -rf .build
