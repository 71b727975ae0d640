# Two commands matter: `make run` serves the site, `make test` passes its tests.
# Everything else is a part of them. Needs Python 3.11 or newer and make.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT
# As a site in production is; the secret key is of this moment, and nothing calls the hub.
PRODUCTION = CANDOR_ENV=production SITE_URL=https://gazette.example \
	WEBSUB_HUB=https://hub.example/ INDEXNOW_KEY=0123456789abcdef \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')

.PHONY: run dev serve serve-code work install test check audit lint types lock clean

run: install  ## Serve the site with gunicorn on http://127.0.0.1:$(PORT)/, with a worker beside it
	@$(BIN)/python manage.py prepare
	@$(MAKE) --no-print-directory --jobs=2 serve work

dev: export DEBUG := true
dev: install  ## The same, reloading when the code changes
	@$(BIN)/python manage.py prepare
	@$(MAKE) --no-print-directory --jobs=2 serve-code work

serve:
	@exec $(BIN)/gunicorn --config config/gunicorn.py config.wsgi

serve-code:
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

work:
	@exec $(BIN)/python manage.py db_worker

install: $(VENV)/installed  ## Make .venv from the lock file

$(VENV)/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Candor needs Python 3.11 or newer; name one with: make PYTHON=python3.12 install")'
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	@touch $@

test: install  ## Run every test (browser tests where Chromium is installed)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadgroup --quiet

check: lint  ## What continuous integration runs
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types audit
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check
	@env $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

audit: install  ## Load the demo into a folder of its own and check every page of it by every rule
	@export VAR_DIR=$$(mktemp -d) && trap 'rm -rf "$$VAR_DIR"' EXIT && \
		export MEDIA_ROOT="$$VAR_DIR/media" DATABASE_URL="sqlite:///$$VAR_DIR/candor.sqlite3" && \
		CANDOR_ENV=development $(BIN)/python manage.py prepare >/dev/null && \
		env $(PRODUCTION) $(BIN)/python manage.py audit

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --check templates
	@$(BIN)/djlint --quiet --lint templates

types: install
	@$(BIN)/mypy

lock: install  ## Pin the newest allowed versions into requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --upgrade \
		--python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
