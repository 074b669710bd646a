"""A message kept in the file says the same in either language afterwards."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.desk.kept_message import KeptMessage, keep
from hexwizard.locale.message import Message

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SIMPLE = st.one_of(
    TEXT,
    st.integers(-(2**31), 2**31),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=400)),
)
MESSAGES: st.SearchStrategy[Message] = st.recursive(
    st.builds(Message, TEXT, st.dictionaries(TEXT, SIMPLE, max_size=3)),
    lambda inner: st.builds(
        Message,
        TEXT,
        st.dictionaries(TEXT, st.one_of(SIMPLE, inner, st.lists(st.one_of(TEXT, inner)).map(tuple)), max_size=3),
    ),
    max_leaves=4,
)


@given(MESSAGES)
def test_every_message_comes_back_from_the_file_as_it_was(message: Message) -> None:
    written = msgspec.json.encode(keep(message))
    assert msgspec.json.decode(written, type=KeptMessage).message() == message
