"""What a template names: that, and nothing else, is asked for."""

from __future__ import annotations

import pytest

from azkit.library.template_model import named
from azkit.library.template_parse import parse_template

TEXTS = {
    "Order {{ order_id }}.\nzh| 订单 {{ order_id }}。\n": {"order_id"},
    "{% if carrier is given %}\nSent.\nzh| 已发。\n{% else %}\nBy {{ item }}.\nzh| {{ item }}。\n{% endif %}\n": {"carrier", "item"},
    "{% for row in orders %}\n- {{ row.order_id }}\nzh| - {{ row.order_id }}\n{% endfor %}\n": {"orders", "row"},
    "{% for row in orders if row.done == remedy %}\n- Done.\nzh| - 已办。\n{% endfor %}\n": {"orders", "remedy"},
}


@pytest.mark.parametrize("text", TEXTS)
def test_every_name_of_a_template(text):
    template = parse_template("x.txt", lambda _: text, pytest.fail, tuple)
    assert set(named(template.nodes)) == TEXTS[text]
