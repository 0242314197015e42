"""Claims about every rule of table 6.7, as ``rules_6_7.yaml`` has them: what passes, what does not, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from ckanext.paser.metadata.rules import FREQUENCY
from ckanext.paser.metadata.rules.crossfields import RULES, findings
from ckanext.paser.metadata.rules.known import Beside, Content, Table
from ckanext.paser.problems import worded

from .examples import FILE, dataset

CASES = yaml.safe_load((Path(__file__).parent / "rules_6_7.yaml").read_text(encoding="utf-8"))


ALL_SAID = {"type": "number", "rows": 5, "missing": 0, "distinct": 5}


def told(case: dict[str, Any]) -> list[tuple[int, str, str, str]]:
    """Rule, field, level and sentence of all that is found."""
    file = FILE | case.get("file", {})
    areas, measure = FILE["kamus_data"]
    said = {"resources": [file | {"kamus_data": [areas, measure | case.get("column", {})]}]} | case.get(
        "dataset", {}
    )
    if said.get("frequency") == "NEVER":
        said["frequency"] = FREQUENCY + "NEVER"
    table = {"berkas": _table(**case["table"])} if "table" in case else None
    found = findings(dataset(**said), table)
    return [(one.rule, one.field, one.level.value, worded(one.problem)["fact"]) for one in found]


def _table(
    beside: Sequence[dict[str, Any]] = (), contents: dict[str, dict[str, Any]] | None = None, **holds: Any
) -> Table:
    held = {id_: Content(**{**ALL_SAID, **one}) for id_, one in (contents or {}).items()}
    return Table(beside=[Beside(**one) for one in beside], contents=held, **holds)


@pytest.mark.parametrize("case", CASES, ids=[f"{one['rule']}-{one['field']}" for one in CASES])
class TestARule:
    def test_lets_what_fits_pass(self, case):
        assert told(case["passes"]) == []

    def test_tells_what_does_not_fit_at_its_field_and_nothing_else(self, case):
        assert told(case["fails"]) == [(case["rule"], case["field"], case["level"], case["says"])]


def test_every_rule_of_the_table_is_among_them():
    assert {case["rule"] for case in CASES} == set(RULES) == set(range(16))
