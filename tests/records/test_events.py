"""The history of a record, which only grows."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records import Event, events

MINUTE = timedelta(minutes=1)


def an_event(now, record: int = 1, kind: str = "edited", **values: object) -> Event:
    return Event("ticket", record, kind, now, **values)


def test_a_timeline_shows_the_newest_first(database, now):
    with database.transaction() as connection:
        events.append(connection, an_event(now, kind="submitted", actor=3, data={"名": "水泵"}, revision=2))
        events.append(connection, an_event(now + MINUTE))
        newest, oldest = events.timeline(connection, "ticket", 1)
    assert newest.kind == "edited"
    assert (oldest.actor, oldest.data, oldest.revision, oldest.at) == (3, {"名": "水泵"}, 2, now)


def test_a_timeline_is_one_records_own(database, now):
    with database.transaction() as connection:
        events.append_many(connection, [an_event(now, record=n) for n in (1, 2, 1)])
        assert len(events.timeline(connection, "ticket", 1)) == 2
        assert events.timeline(connection, "visit", 1) == ()


def test_a_timeline_is_narrowed_and_paged(database, now):
    with database.transaction() as connection:
        ids = events.append_many(connection, [an_event(now, kind=kind) for kind in ("a", "b", "a", "a")])
        first = events.timeline(connection, "ticket", 1, kinds=["a"], limit=2)
        rest = events.timeline(connection, "ticket", 1, kinds=["a"], before=first[-1].id)
    assert [[event.id for event in page] for page in (first, rest)] == [[ids[3], ids[2]], [ids[0]]]


def test_what_happened_lately_to_anybody(database, now):
    with database.transaction() as connection:
        events.append_many(connection, [an_event(now + n * MINUTE, record=n) for n in range(5)])
        lately = events.latest_of_kind(connection, "edited", since=now + 3 * MINUTE)
    assert [event.record for event in lately] == [4, 3]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0")), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.sampled_from("abc"), json_values), bulk=st.booleans())
def test_an_events_data_comes_back_unchanged(database, now, data, bulk):
    with database.transaction() as connection:
        if bulk:
            events.append_many(connection, [an_event(now, data=data)])
        else:
            events.append(connection, an_event(now, data=data))
        assert events.timeline(connection, "ticket", 1, limit=1)[0].data == data
