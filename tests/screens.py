"""The screens that docs/ shows, taken from a true terminal.

python -m tests.screens        writes docs/screens/*.txt anew; look at the difference before you commit it
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.helpers import DELIVERED, as_facts
from tests.terminal import CTRL_C, DOWN, ENTER, Terminal

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screens"
DOCUMENTS = [*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md")]
ENVIRONMENT = {"TZ": "Asia/Shanghai", "NO_COLOR": "1"}


def triage(home: Path) -> str:
    with Terminal("azkit respond --lang zh", home, env=ENVIRONMENT) as terminal:
        terminal.without_a_page()
        terminal.asked("遇到什么情况").asked("已经解决").send("妥投").wait("/ 妥投")
        return terminal.text


def verdict(home: Path) -> str:
    with Terminal("azkit respond not-received-delivered --lang zh", home, env=ENVIRONMENT) as terminal:
        terminal.without_a_page()
        terminal.answer("自发货（FBM）还是").answer("索赔现在是什么状态", DOWN).asked("Buy Shipping").send("Claims").wait("/ Claims").send(ENTER)
        terminal.asked("还要写信吗").wait("要，接着写信")
        return terminal.text


def faults(home: Path) -> str:
    facts = facts_without(home, "delivered_on", "item")
    with Terminal(f"azkit respond not-received-delivered --lang zh --today 2026-05-15 --facts {facts}", home, env=ENVIRONMENT) as terminal:
        terminal.answer("地址一致吗").answer("显示哪天妥投", "2026-05-02").asked("哪一处填错了").send(ENTER).asked("显示哪天妥投").send("\x15", "2026-05-08", ENTER)
        terminal.answer("这是什么商品", "不锈钢饭盒").asked("人名地名写拼音就行").wait("> 不锈钢饭盒", times=2)
        return terminal.text


def review(home: Path) -> str:
    facts = facts_without(home, "order_id")
    with Terminal(f"azkit respond not-received-delivered --lang zh --today 2026-05-15 --facts {facts}", home, env=ENVIRONMENT) as terminal:
        pass_over(terminal.answer("地址一致吗").answer("订单号是多少", "112-4827193-6620451"))
        terminal.asked("都对吗").wait("换一种办法")
        return terminal.text[terminal.text.index("请核对") :]


def letters(home: Path, columns: int = 100) -> str:
    facts = facts_without(home, "order_id")
    command = f"azkit respond not-received-delivered --lang zh --today 2026-05-15 --facts {facts} > {home}/letter.txt"
    with Terminal(command, home, env=ENVIRONMENT, rows=90, columns=columns) as terminal:
        pass_over(terminal.answer("地址一致吗").answer("订单号是多少", "112-4827193-6620451"))
        terminal.answer("都对吗").asked("接下来").wait("完成")
        return terminal.text[terminal.text.index("路线") :]


def narrow(home: Path) -> str:
    return letters(home, columns=40)


def left(home: Path) -> str:
    with Terminal("azkit respond not-received-delivered --lang zh", home, env=ENVIRONMENT, columns=120) as terminal:
        terminal.without_a_page()
        terminal.answer("自发货（FBM）还是").asked("索赔现在是什么状态").wait("已关闭").send(CTRL_C)
        terminal.end()
        text = terminal.text[terminal.text.index("已填的内容") :].replace(str(home), "/home/mei")
    return re.sub(r"\n(?=\S)(?!已中断)", "", re.sub(r"[0-9]{8}-[0-9]{6}-[0-9]+", "20260515-091500-4711", text))


def facts_without(home: Path, *names: str) -> Path:
    """A facts file that leaves these questions open."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "facts.json"
    path.write_text(as_facts(DELIVERED, **dict.fromkeys(names)), encoding="utf-8")
    return path


def pass_over(terminal: Terminal) -> None:
    """Leave out what can be left out."""
    for question in ("包裹放在哪里", "里是谁签的", "截止时间是哪天", "什么时候收到的"):
        terminal.answer(question)


SCENES: dict[str, Callable[[Path], str]] = {each.__name__: each for each in (triage, verdict, faults, review, letters, narrow, left)}


def taken(name: str) -> str:
    """One screen as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        return SCENES[name](Path(folder, "home")).strip("\n").rstrip() + "\n"


def placed(document: str, screens: dict[str, str]) -> str:
    """A document with every screen that it names (`<!-- screen: NAME -->`) in the block below the name."""
    return re.sub(r"(<!-- screen: ([a-z]+) -->\n```text\n)(?:(?!```).*\n)*(```\n)", lambda match: match[1] + screens[match[2]] + match[3], document)


def on_disk() -> dict[str, str]:
    """The screens as they were written."""
    return {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        (FOLDER / f"{scene}.txt").write_text(taken(scene), encoding="utf-8")
    for path in DOCUMENTS:
        path.write_text(placed(path.read_text(encoding="utf-8"), on_disk()), encoding="utf-8")
