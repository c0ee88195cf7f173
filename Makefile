# Two commands: `make demo` and `make test`. Needs only make and Python 3.11 or newer; everything else goes into .venv.
PORT ?= 8000
ARGS ?=
PYTHON ?=
PY := .venv/bin/python
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help uitrol migraties demo demo-reset test check types schermen keuring toetsenbord zuinig lock basis dev

help: ## toont deze lijst
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: basis ## start het portaal met een verzonnen stad op http://127.0.0.1:8000 (PORT=8001 voor een andere poort)
	@exec $(PY) manage.py demo --port "$(PORT)"

demo-reset: basis ## wist wat in de demo is ingevoerd en begint opnieuw
	@$(PY) -m netwerk.embedded wis
	@exec $(PY) manage.py demo --port "$(PORT)"

test: dev ## alle tests, ook in de browser als er een is (ARGS="-k woord" voor een deel)
	@exec $(PY) -m pytest -n logical --maxprocesses 4 --dist loadfile $(ARGS)

# mypy: what it remembers of a changed model can be stale, so that only a look at everything counts as an error.
check: dev ## stijl, sjablonen, types, lagen en migraties (loopt alles na, ook na een fout)
	@rc=0; \
	$(PY) -m ruff check . || rc=1; \
	$(PY) -m djlint --lint --quiet templates || rc=1; \
	$(PY) -m mypy >/dev/null || $(PY) -m mypy --no-incremental || rc=1; \
	$(PY) -c 'import sys; from importlinter.cli import lint_imports; sys.path.insert(0, "."); sys.exit(lint_imports())' || rc=1; \
	$(PY) manage.py makemigrations --check --dry-run || rc=1; \
	exit $$rc

uitrol: basis ## maakt deze map klaar om te draaien: onderdelen, statische bestanden (zie docs/installeren.md)
	@SECRET_KEY=alleen-voor-het-bouwen DATABASE_URL=postgresql:///geen $(PY) manage.py collectstatic --noinput -v0
	@$(PY) -m compileall -q -x '/\.venv/' .

migraties: dev ## zoekt migraties die een tabel met gegevens lang op slot zetten (squawk)
	@$(PY) scripts/migratiecontrole.py

types: dev ## alleen mypy
	@$(PY) -m mypy

schermen: dev ## maakt de plaatjes van README.md en de gids opnieuw (static/handleiding/)
	@exec $(PY) scripts/schermen.py

keuring: dev ## bekijkt elke pagina van de demostad als elke gebruiker: axe licht en donker, vier breedtes (ARGS="--platen map")
	@exec $(PY) scripts/keuring.py $(ARGS)

toetsenbord: dev ## laat elke gebruiker het eigen werk doen met alleen het toetsenbord (ARGS="--alles --platen map")
	@exec $(PY) scripts/toetsenbord.py $(ARGS)

zuinig: dev ## maakt de lichte versies van Bootstrap en de iconen opnieuw
	@exec $(PY) scripts/zuinig.py

lock: dev ## legt de versies in requirements/ opnieuw vast (vraagt uv)
	cd requirements && for f in basis dev; do \
	  uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $$f.in -o $$f.txt || exit 1; done

basis dev:
	@sh scripts/omgeving.sh $@
