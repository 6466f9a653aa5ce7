"""azkit beside copier, cookiecutter and mailmerge: one letter a process, and a table. CPU time, in turn, medians of the ratios.

    python -m venv /tmp/peers && /tmp/peers/bin/pip install copier cookiecutter mailmerge
    python benchmarks/peers.py /tmp/peers [ROWS] [ROUNDS]

Each peer writes the letters that azkit drafts from the same facts. It fills them in and checks nothing; copier and cookiecutter
write a file, mailmerge builds mails and is kept from sending them. A peer that is not installed there is passed over.
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
import tempfile
from pathlib import Path

from batch import make_template
from tables import PLAYBOOK, azkit_command, example, make_table, measured

MAIL = "TO: buyer@example.com\nSUBJECT: Your order\nFROM: seller@example.com\n\n"
SERVER = "[smtp_server]\nhost = localhost\nport = 25\n"


class Peers:
    """The commands of the peers that are installed, with what each of them needs in a folder."""

    def __init__(self, installed: Path, folder: Path, table: Path) -> None:
        self._bin = installed / "bin"
        self._folder = folder
        self._table = table

    def commands(self) -> dict[str, list[str]]:
        """One letter a process; mailmerge's letter is the first row of the table."""
        with self._table.open(encoding="utf-8", newline="") as stream:
            facts = next(csv.DictReader(stream))
        letter = (self._folder / "letter.txt").read_text(encoding="utf-8")
        given = [word for name, value in facts.items() for word in ("-d", f"{name}={value}")]
        self._write("copier/letter.txt.jinja", letter)
        self._write("copier/copier.yaml", "".join(f"{name}: {{type: str}}\n" for name in facts))
        cookie = letter
        for name in facts:
            cookie = cookie.replace(f"{{{{ {name} }}}}", f"{{{{ cookiecutter.{name} }}}}")
        self._write("cookie/cookiecutter.json", json.dumps({"folder": "out", **facts}))
        self._write("cookie/{{cookiecutter.folder}}/letter.txt", cookie)
        return {
            "copier": [*self._script("copier"), "copy", "--force", "--quiet", *given, str(self._folder / "copier"), str(self._folder / "copied")],
            "cookiecutter": [*self._script("cookiecutter"), "--no-input", "-f", "-o", str(self._folder), str(self._folder / "cookie")],
            "mailmerge": self.mailmerge(1),
        }

    def mailmerge(self, rows: int) -> list[str]:
        """Mailmerge's dry run over so many rows."""
        template = self._write("mail.txt", MAIL + (self._folder / "letter.txt").read_text(encoding="utf-8"))
        server = self._write("server.conf", SERVER)
        limit = ["--limit", str(rows), "--dry-run"]
        return [*self._script("mailmerge"), *limit, "--template", str(template), "--database", str(self._table), "--config", str(server)]

    def has(self, name: str) -> bool:
        """Whether a peer is installed."""
        return (self._bin / name).exists()

    def _script(self, name: str) -> list[str]:
        return [str(self._bin / "python"), str(self._bin / name)]

    def _write(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    today = example().today
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "claims.csv"
        facts = make_table(table, rows)
        make_template(folder / "letter.txt", facts, today)
        (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        peers = Peers(Path(sys.argv[1]), folder, table)
        letter = azkit_command("respond", PLAYBOOK, "--facts", folder / "facts.json", "--today", today)
        for peer, command in peers.commands().items():
            if not peers.has(peer):
                print(f"one letter: {peer} is not installed in {sys.argv[1]}")
                continue
            ratios = [measured(letter).cpu / measured(command).cpu for _ in range(rounds)]
            print(f"one letter: {statistics.median(ratios):.2f} of the CPU of {peer}")
        if peers.has("mailmerge"):
            ours = measured(azkit_command("batch", table, "--today", today, "--format", "json")).cpu
            theirs = measured(peers.mailmerge(rows)).cpu
            print(f"{rows} rows: {ours:.1f} s CPU, mailmerge's dry run {theirs:.1f} s: {ours / theirs:.1f} x")


if __name__ == "__main__":
    main()
