"""Tables in the documents that are written by a program."""

from __future__ import annotations

import re


def placed(document: str, name: str, table: str) -> str:
    """The document with this table between `<!-- NAME -->` and `<!-- end of NAME -->`."""
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->\n)", re.DOTALL)
    return block.sub(lambda match: match[1] + table + match[2], document)
