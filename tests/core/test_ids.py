"""Keys sort by the time they were made, also within one millisecond."""

import uuid

from station_app.core.ids import new_id


def test_keys_are_uuid_version_7() -> None:
    key = uuid.UUID(new_id())
    assert (key.version, key.variant) == (7, uuid.RFC_4122)


def test_keys_made_one_after_the_other_are_different_and_in_order() -> None:
    keys = [new_id() for _ in range(20_000)]
    assert keys == sorted(set(keys))
