# No logic here: each target is a script that also runs by itself, for example `python3 scripts/run.py`.
PYTHON ?= python3

.PHONY: help run test check pictures planted thorough architecture policy-map attempts histories mutants explore bench bench-audit clean
.DEFAULT_GOAL := help

help:  ## this list
	@$(PYTHON) scripts/help.py

run:  ## start Talentum Share with invented people on http://127.0.0.1:8000 (PORT=8001 make run)
	@$(PYTHON) scripts/run.py

test:  ## every test, on a real PostgreSQL and in a real browser
	@$(PYTHON) scripts/test.py

check:  ## format, lint, imports, migrations, settings, generated documents
	@$(PYTHON) scripts/check.py

pictures:  ## write a picture of each page to docs/pictures/
	@$(PYTHON) scripts/pictures.py

planted:  ## plant known faults one by one, and see that a test notices each
	@$(PYTHON) scripts/planted.py

thorough:  ## ask whole what make test asks a part of, and write docs/thorough.md
	@$(PYTHON) scripts/thorough.py

architecture:  ## draw docs/architecture.svg from the imports
	@$(PYTHON) scripts/architecture.py

policy-map:  ## take each rule of docs/policy-map.md away, and see that a test notices
	@$(PYTHON) scripts/policy_map.py

attempts:  ## try every known way past the audit, and write docs/attempts.md
	@$(PYTHON) scripts/attempts.py

histories:  ## 10,000 honest histories in memory and 300 in the database: the verifier raises no alarm
	@$(PYTHON) scripts/histories.py

mutants:  ## change the audit's own code bit by bit, and see that a test notices each change
	@$(PYTHON) scripts/mutants.py

explore:  ## judge 2,000,000 invented sets of facts by what must hold of the gates, and write docs/explore.md
	@$(PYTHON) scripts/explore.py

bench:  ## what the gates cost on a full disclosure beside an empty checklist, into docs/bench.md
	@$(PYTHON) scripts/bench.py

bench-audit:  ## what an audited action costs beside the same with plain simple-history
	@$(PYTHON) scripts/bench_audit.py

clean:  ## remove .venv and var/, the demonstration's database included
	@$(PYTHON) scripts/clean.py
