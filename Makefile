# Two commands do everything: `make serve` runs the site, `make test` passes its tests.
.DEFAULT_GOAL := help
.PHONY: help serve dev test lint format messages requirements environment environment-dev

PYTHON_IN_ENV = .venv/bin/python
export HOST PORT ADMIN_PASSWORD SITE_URL PYTHON

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

serve: environment ## Run the site on http://127.0.0.1:8000 (PORT=, HOST=, ADMIN_PASSWORD=)
	@$(PYTHON_IN_ENV) manage.py serve

dev: environment-dev ## Run the site for development: DEBUG, reloads when a file changes
	@DEBUG=true $(PYTHON_IN_ENV) manage.py serve --reload

test: environment-dev ## Run every test (DATABASE_URL=, CACHE_URL=, REQUIRE=, ARGS=)
	@$(PYTHON_IN_ENV) -m pytest -n 2 $(ARGS)

lint: environment-dev ## Check code, templates and types of mistakes that tools find
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 6.1 --check
	@.venv/bin/djlint --quiet --lint templates
	@$(PYTHON_IN_ENV) manage.py makemigrations --check --dry-run --verbosity 0

format: environment-dev ## Bring code and templates into their form
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 6.1 || true

messages: environment-dev ## Collect interface texts into locale/ and compile them (needs gettext)
	@$(PYTHON_IN_ENV) manage.py makemessages --locale vi --no-obsolete --no-location --no-wrap --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	@sed -i '/^"POT-Creation-Date:/d;/^"Report-Msgid-Bugs-To:/d' locale/vi/LC_MESSAGES/django.po
	@$(PYTHON_IN_ENV) manage.py compilemessages --locale vi --ignore '.venv/*' --verbosity 0

requirements: environment-dev ## Resolve requirements*.in into hashed requirements*.txt
	@uv=.uv/bin/uv; [ -x $$uv ] || uv=uv; \
	$$uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes requirements.in -o requirements.txt && \
	$$uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes requirements-dev.in -o requirements-dev.txt

environment:
	@deploy/environment.sh

environment-dev:
	@deploy/environment.sh dev
