"""The rules of sequence, outbox, epochs and values, one by one; tests/exchange/model.py plays them together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from station_app.exchange import epochs, outbox, values
from station_app.exchange.epochs import Found, Mark, Standing
from station_app.exchange.lines import base_of, base_of_value
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.outbox import Heard, Item, Place, State, Word
from station_app.exchange.sequence import Chain, Gap, Status, judge, next_ack, taken
from station_app.exchange.values import Outcome
from tests.exchange.invented import EPOCH, manifest

H = [f"{number:064x}" for number in range(20)]
NEXT_EPOCH = "77" * 16
KEY = epochs.mark_key(b"\x05" * 32)


def chain(last: int, epoch: str = EPOCH, parent: Parent | None = None) -> Chain:
    return Chain(epoch, last, H[last], parent, {seq: H[seq] for seq in range(1, last + 1)})


def said(seq: int, prev: str | None = None, **facts: Any) -> Manifest:
    return manifest(seq=seq, prev=H[seq - 1] if prev is None and seq > 1 else prev or "", **facts)


def test_the_next_number_is_applied_and_the_same_hash_again_is_a_duplicate() -> None:
    assert judge([], said(1), H[1]).status is Status.APPLIED
    assert judge([chain(2)], said(3), H[3]).status is Status.APPLIED
    assert judge([chain(2)], said(2), H[2]).status is Status.DUPLICATE
    grown = taken([chain(2)], said(3), H[3])
    assert grown[0].link() == Parent(EPOCH, 3, H[3])
    assert judge(grown, said(3), H[3]).status is Status.DUPLICATE


def test_a_gap_is_held_and_named() -> None:
    verdict = judge([chain(2)], said(5), H[5])
    assert (verdict.status, verdict.gaps, verdict.code) == (Status.HELD, (Gap(EPOCH, 3, 4),), "E_GAP")
    assert judge([], said(3), H[3]).gaps == (Gap(EPOCH, 1, 2),)
    parent = Parent(EPOCH, 4, H[4])
    assert judge([chain(2)], said(1, epoch=NEXT_EPOCH, parent=parent), H[9]).gaps == (Gap(EPOCH, 3, 4),)


@pytest.mark.parametrize(
    "other",
    [
        said(2),  # another hash for a number that is there
        said(3, prev=H[7]),  # does not go on from the last
        said(1, epoch=NEXT_EPOCH, parent=Parent(EPOCH, 2, H[7])),
    ],
)
def test_two_contents_for_one_number_are_a_fork(other: Manifest) -> None:
    verdict = judge([chain(2)], other, H[9])
    assert (verdict.status, verdict.code) == (Status.FORK, "E_FORK")


def test_what_goes_on_from_a_fork_is_a_fork() -> None:
    assert judge([chain(2)], said(9, prev=H[8]), H[9], quarantined={H[8]}).status is Status.FORK
    child = said(1, epoch=NEXT_EPOCH, parent=Parent(EPOCH, 8, H[8]))
    assert judge([chain(2)], child, H[9], quarantined={H[8]}).status is Status.FORK


def test_an_epoch_that_goes_on_from_less_than_the_county_knows_is_answered_with_the_rest() -> None:
    restored = said(1, epoch=NEXT_EPOCH, parent=Parent(EPOCH, 2, H[2]))
    verdict = judge([chain(4)], restored, H[9])
    assert (verdict.status, verdict.rollback, verdict.alone) == (Status.APPLIED, Parent(EPOCH, 4, H[4]), False)
    assert judge([chain(4)], restored, H[9], returned={EPOCH: 4}).alone
    assert judge([chain(2)], restored, H[9]).alone


def test_a_snapshot_begins_the_chain_anew_and_has_everything_before_it_in_it() -> None:
    listed = tuple((EPOCH, seq, H[seq]) for seq in range(1, 6))
    whole = said(6, type="snapshot", chain=listed)
    assert judge([chain(2)], whole, H[6]).status is Status.APPLIED
    grown = taken([chain(2)], whole, H[6])
    assert judge(grown, said(4), H[4]).status is Status.DUPLICATE
    assert judge(grown, said(7), H[7]).status is Status.APPLIED
    forged = said(6, type="snapshot", chain=((EPOCH, 1, H[11]), *listed[1:]))
    assert judge([chain(2)], forged, H[12]).status is Status.FORK


def test_acknowledged_is_what_has_no_gap() -> None:
    assert next_ack({1, 2, 4}) == 2
    assert next_ack(set()) == 0
    assert next_ack({5, 6}, before=4) == 6


def place(**facts: Any) -> Place:
    plain: dict[str, Any] = {"epoch": EPOCH, "seq": 2, "hash": H[2], "parent": None, "sent": 10, "counter": 15}
    return Place(**plain | facts)


def items(*states: State) -> list[Item]:
    return [Item(EPOCH, seq, H[seq], state) for seq, state in enumerate(states, start=1)]


def test_the_next_package_goes_on_where_the_last_one_ended() -> None:
    made = outbox.next_package(place())
    assert made is not None
    assert (made.type, made.seq, made.prev, made.first, made.last) == ("package", 3, H[2], 11, 15)
    assert outbox.next_package(place(counter=10)) is None
    assert outbox.next_package(place(counter=10), always=True) is not None
    assert outbox.next_package(place(seq=0, hash="", counter=10, again=True)) is not None
    whole = outbox.next_package(place(), items(State.WRITTEN, State.WAITING), snapshot=True)
    assert whole is not None
    assert (whole.type, whole.chain) == ("snapshot", ((EPOCH, 1, H[1]), (EPOCH, 2, H[2])))
    with pytest.raises(ValueError, match="not in the outbox"):
        outbox.next_package(place(), items(State.WRITTEN), snapshot=True)


def test_states_go_forward_by_receipts_and_never_back() -> None:
    waiting = Item(EPOCH, 1, H[1])
    on_stick = outbox.written(waiting)
    assert on_stick.state is State.WRITTEN
    for held in (Status.HELD, Status.FORK, Status.REFUSED):
        assert outbox.answered(on_stick, held).state is State.WRITTEN
    there = outbox.answered(on_stick, Status.APPLIED)
    assert there.state is State.DELIVERED
    assert outbox.written(there).state is State.DELIVERED
    assert outbox.answered(there, Status.FORK).state is State.DELIVERED
    assert not outbox.may_clean(there)
    for _time in range(2):
        (there,) = outbox.acknowledged([there], Ack(EPOCH, 1, H[1]))
    assert outbox.cleaned(there).state is State.CLEANED
    with pytest.raises(ValueError, match="kept until"):
        outbox.cleaned(on_stick)


def test_a_restored_county_is_sent_again_what_it_lacks() -> None:
    mine = items(State.DELIVERED, State.DELIVERED, State.WRITTEN)
    back = outbox.acknowledged(mine, Ack(EPOCH, 1, H[1]), word=Word.RESTORED)
    assert [(item.state, item.wanted) for item in back] == [
        (State.DELIVERED, False),
        (State.DELIVERED, True),
        (State.WRITTEN, False),
    ]
    assert [item.wanted for item in outbox.acknowledged(mine, Ack(), word=Word.RESTORED)] == [True, True, False]
    assert not any(item.wanted for item in outbox.acknowledged(mine, Ack(), word=Word.SUPERSEDED))
    assert not any(item.wanted for item in outbox.acknowledged(mine, Ack(EPOCH, 1, H[15]), word=Word.NEWEST))
    given_up = items(State.CLEANED, State.DELIVERED)
    asked = outbox.acknowledged(given_up, Ack(), word=Word.RESTORED)
    assert outbox.needs_snapshot(asked, EPOCH)
    named = outbox.acknowledged(items(State.WRITTEN, State.WRITTEN), Ack(), [Gap(EPOCH, 2, 2)])
    assert [item.wanted for item in named] == [False, True]


def test_a_package_of_another_computer_with_our_number_delivers_nothing_of_ours() -> None:
    (mine,) = outbox.acknowledged(items(State.WRITTEN), Ack(EPOCH, 1, H[9]))
    assert mine.state is State.WRITTEN


def test_three_unanswered_packages_ask_for_a_snapshot() -> None:
    assert not outbox.needs_snapshot(items(State.WRITTEN, State.WRITTEN, State.WAITING), EPOCH)
    assert outbox.needs_snapshot(items(*[State.WRITTEN] * 3), EPOCH)
    assert not outbox.needs_snapshot(items(*[State.WRITTEN] * 3), NEXT_EPOCH)


def test_the_countys_newest_word_is_told_from_late_ones_without_a_clock() -> None:
    def word(heard: Heard, epoch: str, seq: int, **facts: Any) -> tuple[Heard, Word]:
        link = H[seq - 1] if seq > 1 else ""
        return outbox.hear(heard, manifest(type="receipt", epoch=epoch, seq=seq, prev=link, **facts))

    first, second, third = "aa" * 16, "bb" * 16, "cc" * 16
    heard, said_now = word(Heard(), first, 3)
    assert said_now is Word.NEWEST
    assert word(heard, first, 2)[1] is Word.EARLIER
    heard, said_now = word(heard, second, 1, parent=Parent(first, 2, H[2]))
    assert said_now is Word.RESTORED
    assert word(heard, first, 9)[1] is Word.SUPERSEDED
    heard, said_now = word(heard, third, 1, parent=Parent(first, 2, H[2]))
    assert said_now is Word.RESTORED  # restored twice from one copy: nothing tells which was first
    assert word(heard, second, 1)[1] is Word.SUPERSEDED
    assert word(heard, third, 2)[1] is Word.NEWEST


def test_after_a_fork_a_computer_goes_on_from_what_was_taken_in() -> None:
    mine = items(State.DELIVERED, State.DELIVERED, State.WRITTEN)
    mine[1] = outbox.answered(mine[1], Status.FORK)  # the county was restored, and met the other computer first
    found = outbox.after_fork(mine)
    assert found is not None
    assert found.seq == 1
    assert outbox.after_fork(items(State.WRITTEN)) is None


def standing(seq: int = 2, counter: int = 20, digest: str = H[2], epoch: str = EPOCH) -> Standing:
    return Standing(epoch, seq, counter, digest, Parent("99" * 16, 7, H[7]))


def test_a_file_that_stands_at_or_before_its_mark_goes_on() -> None:
    mark = epochs.marked(standing(), [])
    assert not epochs.judge_start(standing(), [mark]).new_epoch
    assert not epochs.judge_start(standing(counter=25), [mark]).new_epoch
    assert not epochs.judge_start(standing(3, 30, H[3]), [mark, None]).new_epoch  # cut before the mark was written
    assert epochs.judge_start(standing(), [mark]).parent == standing().parent


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (standing(1, 10, H[1]), Found.BEHIND),
        (standing(2, 19), Found.BEHIND),
        (standing(2, 20, H[8]), Found.BEHIND),
        (standing(epoch=NEXT_EPOCH), Found.UNKNOWN),
    ],
)
def test_a_file_behind_its_mark_or_from_elsewhere_begins_a_new_epoch(file: Standing, found: Found) -> None:
    start = epochs.judge_start(file, [epochs.marked(standing(), [])])
    assert (start.found, start.new_epoch) == (found, True)
    assert start.parent == Parent(file.epoch, file.seq, file.hash)


def test_without_a_mark_a_new_epoch_begins_and_keeps_the_parent_of_one_that_sent_nothing() -> None:
    assert epochs.judge_start(standing(), [None, None]).found is Found.NO_MARK
    assert epochs.judge_start(standing(0, 5, ""), []).parent == standing().parent


def test_of_two_marks_the_newer_one_counts_and_none_that_was_edited() -> None:
    old = epochs.marked(standing(), [])
    new = epochs.marked(standing(3, 30, H[3]), [old])
    assert new.generation == 2
    assert epochs.newest([new, None, old]) == new
    content = new.to_bytes(KEY)
    assert Mark.from_bytes(content, KEY) == new
    assert Mark.from_bytes(epochs.marked(standing(0, 5, ""), []).to_bytes(KEY), KEY) is not None
    assert Mark.from_bytes(content, epochs.mark_key(b"\x06" * 32)) is None
    for at in range(len(content) - 1):
        assert Mark.from_bytes(content[:at], KEY) is None
        wrong = bytearray(content)
        wrong[at] ^= 1
        assert Mark.from_bytes(bytes(wrong), KEY) is None


def test_a_clock_is_doubted_before_the_release_and_behind_what_was_seen() -> None:
    built, seen = dt.date(2026, 1, 1), dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
    assert epochs.clock_doubt(dt.datetime(2001, 1, 1, tzinfo=dt.UTC), None, built)
    assert epochs.clock_doubt(seen - dt.timedelta(minutes=6), seen, built)
    assert not epochs.clock_doubt(seen - dt.timedelta(minutes=4), seen, built)
    assert not epochs.clock_doubt(seen + dt.timedelta(days=20_000), seen, built)


BASES = ("甲", "乙", None)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("held", BASES)
@pytest.mark.parametrize("value", BASES)
def test_every_base_of_a_change_and_of_a_correction(base: Any, held: Any, value: Any) -> None:
    """F56: all 27. Never is a value replaced that its writer had not seen."""
    expected = Outcome.UNCHANGED if held == value else Outcome.TAKEN if held == base else Outcome.CONFLICT
    assert values.of_set(held, value, base_of_value(base), alone=False) is expected
    assert values.of_correction(held, value, base_of_value(base)) is expected
    assert values.of_set(held, value, base_of_value(base), alone=True) is not Outcome.CONFLICT


def test_a_base_is_of_the_json_text_that_the_log_holds() -> None:
    for text, value in (('"甲"', "甲"), ("null", None), ("7", 7), ('"a\\"b"', 'a"b')):
        assert base_of(text) == base_of_value(value)


def test_records_that_come_whole() -> None:
    held = {"id": "a", "name": "甲", "version": 3}
    row = {"id": "a", "name": "乙", "phone": "1", "version": 4}
    assert set(values.of_whole(None, row, op="new", alone=False)) == set(row)
    assert values.of_whole(held, row, op="new", alone=True) == {}
    taken_over = values.of_whole(held, row, op="whole", alone=True)
    assert set(taken_over) == {"name", "phone", "version"}
    asked = values.of_whole(held, row, op="whole", alone=False)
    assert asked == {"name": Outcome.CONFLICT, "phone": Outcome.CONFLICT}
    stamps = values.of_whole(held, held | {"version": 9}, op="whole", alone=False)
    assert stamps == {"version": Outcome.TAKEN}


def test_records_that_are_given_back() -> None:
    row = {"name": "乙", "version": 4}
    assert values.of_returned(None, row, changed_since=False) is Outcome.TAKEN
    assert values.of_returned(row, row, changed_since=True) is Outcome.UNCHANGED
    older = {"name": "甲", "version": 3}
    assert values.of_returned(older, row, changed_since=False) is Outcome.TAKEN
    assert values.of_returned(older, row, changed_since=True) is Outcome.CONFLICT
    assert values.of_returned({"name": "甲", "version": 5}, row, changed_since=False) is Outcome.CONFLICT
