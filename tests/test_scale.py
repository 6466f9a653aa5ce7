"""Beyond one machine: what a cluster needs pickles, and the example of docs/scale.md runs on a local one."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import azkit
from azkit.ground.clock import instant
from azkit.outputs.draft_json import draft_object
from tests.batches import PLAYBOOK, batch, order, row, written
from tests.helpers import DELIVERED, TODAY, environment

SCALE = Path(__file__).parent.parent / "docs" / "scale.md"


def told(result):
    """All that a draft says, in both languages."""
    return [draft_object(result, lang, gloss=True) for lang in ("en", "zh")]


def test_a_playbook_and_draft_go_to_another_process_and_draft_the_same():
    playbook = azkit.link(azkit.load(), PLAYBOOK)
    there, draft = pickle.loads(pickle.dumps((playbook, azkit.draft)))
    assert told(draft(there, DELIVERED, instant(TODAY))) == told(azkit.draft(playbook, DELIVERED, instant(TODAY)))


def test_a_draft_and_faults_come_back():
    playbook = azkit.link(azkit.load(), PLAYBOOK)
    result = azkit.draft(playbook, DELIVERED, instant(TODAY))
    assert told(pickle.loads(pickle.dumps(result))) == told(result)
    faults = azkit.draft(playbook, {**DELIVERED, "order_id": "1.1E+17"}, instant(TODAY))
    assert pickle.loads(pickle.dumps(faults)) == faults


def test_the_example_gives_what_a_batch_gives(tmp_path):
    pytest.importorskip("dask.dataframe")
    pytest.importorskip("distributed")
    rows = [{name: value for name, value in row(number, item="" if number == 5 else f"cup {number}").items() if name != "playbook"} for number in range(9)]
    tables = [written(tmp_path / f"claims-{number}.csv", rows[3 * number : 3 * number + 3]) for number in range(3)]
    script = tmp_path / "example.py"
    script.write_text(SCALE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0], encoding="utf-8")
    variables = environment({"PYTHONPATH": str(Path(azkit.__file__).parent.parent), "HOME": str(tmp_path)})
    subprocess.run([sys.executable, str(script)], cwd=tmp_path, env=variables, check=True, capture_output=True, timeout=300)
    drafted = [json.loads(line) for path in sorted((tmp_path / "drafts").iterdir()) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = [json.loads(line) for table in tables for line in batch(table, "--playbook", PLAYBOOK, "--format", "json").out.splitlines()]
    for ours in expected:
        ours.pop("row")
    assert [each["facts"]["order_id"] for each in drafted if "facts" in each] == [order(number) for number in range(9) if number != 5]
    assert [each for each in drafted if "facts" in each] == [each for each in expected if "facts" in each]
    assert [each["errors"][0]["fact"] for each in drafted if "errors" in each] == ["item"]
