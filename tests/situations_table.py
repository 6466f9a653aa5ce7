"""The table of situations in docs/situations.md: every row of the mission with its playbooks.

python -m tests.situations_table        writes it anew; look at the difference before you commit it
"""

from __future__ import annotations

from pathlib import Path

import azkit
from azkit.library.load import Library, load
from tests.generated import placed

DOCUMENT = Path(__file__).parent.parent / "docs" / "situations.md"

ROWS = {
    "A1": "not-received-delivered",
    "A2": "not-received-untracked",
    "A3": "not-received-in-transit",
    "A4": "size-as-listed",
    "A5": "damaged-on-arrival",
    "A6": "broken-after-use",
    "A7": "wrong-item materially-different",
    "A8": "return-not-refunded",
    "A9": "return-refused no-local-return-address",
    "A10": "facts-contradict-claim",
    "A11": "unanswered-messages",
    "A12": "withdrawal-request",
    "A13": "claim-appeal claim-information-request",
    "A14": "injury-or-property-damage",
    "A15": "returned-to-sender not-shipped-or-late remedy-not-sent",
    "A16": "chargeback safe-t-claim",
    "B1, B2": "address-change",
    "B3, B4": "cancel-order out-of-stock-cancel delay-notice",
    "B5": "fba-return-before-delivery",
    "B6": "fba-returned-stock",
    "B7, B8": "where-is-my-order",
    "B9": "unwanted-return",
    "B10": "not-satisfied",
    "B11": "negative-feedback feedback-removal",
    "B12": "fba-wrong-item",
    "B13": "return-guide",
    "B14": "remedy-confirmation",
    "C1, C2": "order-defect-rate",
    "C3": "not-as-described used-sold-as-new",
    "C5": "status-enquiry",
    "C9": "late-shipment on-time-delivery cancellation-rate valid-tracking inauthentic forged-documents intellectual-property restricted-product product-safety"
    " related-account verification review-manipulation code-of-conduct drop-shipping funds-held section-3-unspecified",
}
"""The rows of the mission that a playbook answers: A claims, B buyers' messages, C appeals."""


def table(library: Library) -> str:
    """One line a playbook: its row, what it is for in both languages, its ways and its letters."""
    lines = ["| row | playbook | situation | 情况 | routes | letters |", "| --- | --- | --- | --- | --- | --- |"]
    for row, names in ROWS.items():
        for name in (each for each in names.split() if each in library.paths):
            playbook = azkit.link(library, name)
            letters = ", ".join(f"`{letter.id}` to {letter.to}" for letter in playbook.letters.values())
            lines.append(f"| {row} | `{name}` | {playbook.title.en} | {playbook.title.zh} | {len(playbook.routes)} | {letters or 'none'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8"), "situations", table(load())), encoding="utf-8")
