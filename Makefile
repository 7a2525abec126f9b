# Everything from a clean checkout. What the machine has to bring is checked before anything is installed.
.PHONY: help demo test lint unit terraform sandbox check

INSTALLED := node_modules/.package-lock.json

help:
	@echo "make demo   architectures in a local cloud, from their emitted HCL modules; ends with a page of charts"
	@echo "make test   every check: lint, unit, terraform, sandbox"

demo: $(INSTALLED)
	@npm run --silent demo

test: lint unit terraform sandbox

lint: $(INSTALLED)
	npm run --silent lint

unit: $(INSTALLED)
	npm run --silent build
	npm run --silent test:unit

terraform: $(INSTALLED)
	npm run --silent build
	npm run --silent test:terraform

sandbox: $(INSTALLED)
	npm run --silent test:sandbox

check:
	@command -v npm >/dev/null || { echo "This machine lacks Node.js 20 or newer with npm. Get it from https://nodejs.org/."; exit 1; }
	@node sandbox/prerequisites.js

# Few and quick retries: a machine without network should say so within seconds.
$(INSTALLED): package-lock.json | check
	@npm ci --no-progress --fetch-retries 1 --fetch-retry-mintimeout 1000 || { \
	  echo "The npm packages could not be installed: see npm's text above. They come from the registry that npm is configured for (npm config get registry)."; \
	  exit 1; }
