"""Every message is used, exists in both languages, and has the same slots in both."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import azkit
from tests.grouped import grouped

PARTS = ["facts", "tables", "library", "drafting", "doors", "trees", "interview", "after", "authoring", "profile", "cases", "notices"]
MESSAGES = {f"{part}.{name}": words for part in PARTS for name, words in import_module(f"azkit.ground.messages_{part}").MESSAGES.items()}
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(azkit.__file__).parent.rglob("*.py"))
COMPOSED = set(re.findall(r'f"((?:facts|library|drafting|doors|trees|interview|after|authoring|profile|cases|notices|tables)\.[a-z-]*)\{', SOURCE))


every_message = grouped([(message,) for message in MESSAGES], by=lambda row: row[0].partition(".")[0])


def slots(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@every_message
def test_a_message_says_the_same_in_both_languages(message: str) -> None:
    en, zh = MESSAGES[message]
    assert slots(en) == slots(zh)
    assert not re.search("[\u4e00-\u9fff]", en.replace("北京时间", ""))


@every_message
def test_a_message_is_used(message: str) -> None:
    said = f'no_such("{message.removesuffix("-near")}"' if message.endswith("-near") else f'"{message}"'
    assert said in SOURCE or any(message.startswith(prefix) for prefix in COMPOSED)
