"""The JSON Schema of each kind of file, in the draft-07 form that every editor reads."""

from __future__ import annotations

import json
from typing import Any

from azkit.ground.text import sanitised
from azkit.library.source_files import adapter

DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind of file. Numbers and yes/no values are text in these files, as YAML is read without typing."""
    raw = adapter(kind).json_schema(ref_template="#/definitions/{model}")
    schema = _draft07(raw)
    definitions = schema.pop("$defs", {})
    return {"$schema": DRAFT, "$id": f"azkit-{kind}.json", **schema, "title": f"azkit {kind} file", "definitions": definitions}


def schema_text(kind: str) -> str:
    """The schema as it is printed and shipped."""
    return sanitised(json.dumps(schema_of(kind), ensure_ascii=False, indent=2)) + "\n"


def _draft07(node: Any) -> Any:
    """2020-12 as pydantic writes it, in draft-07 words; what a person types as a bare YAML scalar may be of any scalar type."""
    if isinstance(node, list):
        return [_draft07(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _draft07(value) for key, value in node.items() if key != "prefixItems"}
    if "prefixItems" in node:
        result["items"] = [_draft07(item) for item in node["prefixItems"]]
    if result.get("type") == "integer" or (result.get("type") == "string" and not {"enum", "const"} & set(result)):
        result["type"] = ["string", "number", "boolean"] if "pattern" not in result else ["string", "number"]
    if result.get("type") == "boolean":
        result["type"] = ["boolean", "string"]
    for key in ("const", "enum"):
        if key in result and "type" in result:
            del result["type"]
            if key == "const":
                result["enum"] = [result.pop("const")]
            result["enum"] += [number for value in result["enum"] if isinstance(value, str) and value.isdigit() for number in [int(value)]]
    return result
