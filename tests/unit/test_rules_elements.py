"""Forms: what is found by its form stands there, and a mark of it always stands with it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from azkit.facts.literals import _CURRENCIES
from azkit.library.load import load
from azkit.rules import elements
from azkit.rules.elements import ELEMENTS, Form

FORMS = {**ELEMENTS, **{name: form for name, form in vars(elements).items() if isinstance(form, Form)}}
AROUND = st.sampled_from(["", " ", "\n", ". ", "(", ")", "a ", " a", "\0"])


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_a_text_of_this_form_is_looked_through(name, data):
    form = FORMS[name]
    text = data.draw(AROUND) + data.draw(st.from_regex(form.pattern)) + data.draw(AROUND)
    found = [match.span() for match in form.pattern.finditer(text)]
    assume(found)
    assert [match.span() for match in form.matches(text)] == found


FOUND = {
    "order-id": ("order 112-4827193-6620451.", "112-4827193-6620451"),
    "day": ("on 4th of May 2026, or", "4th of May 2026"),
    "amount": ("we paid usd 24.99 back", "usd 24.99"),
    "asin": ("(B0ABCDEF12)", "B0ABCDEF12"),
    "percentage": ("2.78 % of", "2.78 %"),
    "street": ("12 N Main Street", "12 N Main Street"),
    "number": ("12 of x9", "12"),
    "tracking-number": ("UPS 1Z999AA10123456784", "1Z999AA10123456784"),
    "word": ("it's", "it's"),
    "PLACEHOLDER": ("Dear [buyer name],", "[buyer name]"),
    "WEB_ADDRESS": ("see www.example.com/a for", "www.example.com/a"),
    "EMAIL_ADDRESS": ("to a.b@example.com.", "a.b@example.com"),
    "TELEPHONE": ("call (555) 123-4567 now", "(555) 123-4567"),
    "MALFORMED_ORDER_ID": ("order 112-482719-6620451", "112-482719-6620451"),
    "AMBIGUOUS_DAY": ("on 03/04/26", "03/04/26"),
    "EMOJI": ("thanks :-)", ":-)"),
    "MARKUP": ("a **bold** word", "**bold**"),
    "EXCLAMATION": ("now!!", "!!"),
    "BLANK_LINES": ("a\n\n\nb", "\n\n\n"),
    "DOUBLED_WORD": ("for for us", "for for"),
    "SHOUTED": ("do it NOW please", None),
}
"""What is found in a text: the first place."""


@pytest.mark.parametrize("name", FORMS)
def test_each_form_finds_its_like(name):
    text, words = FOUND[name]
    assert next((match.group() for match in FORMS[name].matches(text)), None) == words


NOT_FOUND = {
    "order-id": ["1112-4827193-6620451", "112-4827193-66204511"],
    "day": ["x4 May 2026", "4 May 20261", "dismay 4, 2026"],
    "number": ["x9", "9x"],
    "tracking-number": ["ABCDEFGHIJKL", "12345", "x1234567890"],
    "percentage": ["1234 percentages", "x5 %"],
    "TELEPHONE": ["order 112-4827193", "x555 123-4567", "555 123-45678"],
    "AMBIGUOUS_DAY": ["13/14/2026", "1.2.3.2026", "v1/2/26"],
    "MALFORMED_ORDER_ID": ["112-4827193-6620451", "x112-482719-6620451"],
    "SHOUTED": ["xABCD", "ABC"],
    "DOUBLED_WORD": ["before for", "for forty"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in NOT_FOUND.items() for text in texts])
def test_what_only_looks_like_it_is_passed_over(name, text):
    assert [match.group() for match in FORMS[name].matches(text)] == []


def test_the_currency_of_every_store_is_known():
    currencies = {store.currency for store in load().policy.stores.values()}
    assert {name for name in currencies if not list(ELEMENTS["amount"].matches(f"We refunded {name} 24.99 today."))} == set()
    assert currencies == set(_CURRENCIES.split())
