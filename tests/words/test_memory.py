"""Each detail and idea is used once for an application (spec 6: Personal)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.words.asks import Item
from sheetfollow.words.memory import Details, Stock, Use, details

A, B, C, D = (Item(phrase=name) for name in "abcd")
FULL = Stock(topics=(A, B), challenges=(C,), ideas=(D,))


def _search(stock: Stock, *uses: Use) -> list[Details]:
    return [details(stock, uses[:count], use) for count, use in enumerate(uses)]


def test_the_thank_you_has_the_first_topic_and_the_check_in_the_idea() -> None:
    thanks, check_in, second, further = _search(FULL, Use.THANKS, Use.ADDS, Use.ASKS, Use.ASKS)
    assert (thanks.topic, thanks.challenge, thanks.idea) == (A, C, None)
    assert (check_in.new, check_in.new_kind) == (D, "idea")
    assert (second.new, second.new_kind) == (B, "topic")
    assert further == Details()


def test_the_challenge_waits_where_the_check_in_would_have_nothing() -> None:
    thanks, check_in = _search(Stock(topics=(A,), challenges=(C,)), Use.THANKS, Use.ADDS)
    assert thanks.challenge is None
    assert (check_in.new, check_in.new_kind) == (C, "challenge")


def test_an_idea_that_is_to_go_at_once_goes_with_the_thank_you() -> None:
    stock = Stock(topics=(A,), challenges=(C,), ideas=(D,), idea_first=True)
    thanks = details(stock, (), Use.THANKS)
    assert (thanks.topic, thanks.challenge, thanks.idea) == (A, C, D)


def test_a_call_may_repeat_the_latest_topic() -> None:
    assert details(FULL, (Use.THANKS, Use.ADDS, Use.ASKS), Use.REPEATS).topic == B


USES = st.lists(st.sampled_from([Use.ADDS, Use.ASKS, Use.REPEATS, Use.NONE]), max_size=8)


@given(USES, st.booleans())
def test_nothing_is_said_twice_whatever_is_sent(uses: list[Use], at_once: bool) -> None:
    stock = Stock((A, B), (C,), (D,), idea_first=at_once)
    said = []
    for found in _search(stock, Use.THANKS, *uses):
        repeated = (
            () if found == Details(topic=found.topic) and found.topic in said else (found.topic,)
        )
        said += [item for item in (*repeated, found.challenge, found.idea, found.new) if item]
    assert len(said) == len(set(said))
