"""Rules that are wrong in one place each: the model must notice every one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from station_app.exchange import epochs, outbox, sequence, values
from station_app.exchange.manifest import Ack
from station_app.exchange.outbox import Item, State, Word
from station_app.exchange.sequence import Chain, Status, Verdict
from station_app.exchange.values import Outcome
from tests.exchange.model import real_rules

Mutate = Callable[[SimpleNamespace], None]


def _judged(change: Callable[..., Verdict]) -> Mutate:
    """A rule of sequence whose verdict is changed: change(verdict, chains, manifest, digest)."""

    def mutate(rules: SimpleNamespace) -> None:
        def judge(chains: Any, manifest: Any, digest: str, **more: Any) -> Verdict:
            return change(sequence.judge(chains, manifest, digest, **more), chains, manifest, digest)

        rules.judge = judge

    return mutate


def _chain(chains: list[Chain], manifest: Any) -> Chain | None:
    return next((chain for chain in chains if chain.epoch == manifest.epoch), None)


def _applies_what_it_has(verdict: Verdict, *_rest: Any) -> Verdict:
    return Verdict(Status.APPLIED) if verdict.status is Status.DUPLICATE else verdict


def _skips_gaps(verdict: Verdict, *_rest: Any) -> Verdict:
    return Verdict(Status.APPLIED) if verdict.status is Status.HELD else verdict


def _forgets_the_parent(verdict: Verdict, chains: Any, manifest: Any, _digest: str) -> Verdict:
    unknown = verdict.status is Status.HELD and manifest.seq == 1
    return Verdict(Status.APPLIED) if unknown else verdict


def _takes_forks(verdict: Verdict, *_rest: Any) -> Verdict:
    return Verdict(Status.APPLIED) if verdict.status is Status.FORK else verdict


def _swallows_forks(verdict: Verdict, *_rest: Any) -> Verdict:
    return Verdict(Status.DUPLICATE) if verdict.status is Status.FORK else verdict


def _never_asks_for_the_chain_of_a_snapshot(verdict: Verdict, chains: Any, manifest: Any, _digest: str) -> Verdict:
    chain = _chain(chains, manifest)
    above = chain is not None and manifest.type == "snapshot" and manifest.seq > chain.last_seq
    return Verdict(Status.APPLIED) if above and verdict.status is Status.FORK else verdict


def _calls_every_gap_a_fork(verdict: Verdict, *_rest: Any) -> Verdict:
    return Verdict(Status.FORK) if verdict.status is Status.HELD else verdict


def _thinks_itself_alone(verdict: Verdict, *_rest: Any) -> Verdict:
    return replace(verdict, alone=True)


def _gives_nothing_back(verdict: Verdict, *_rest: Any) -> Verdict:
    return replace(verdict, rollback=None)


def _own(name: str, rule: Callable[..., Any]) -> Mutate:
    return lambda rules: setattr(rules, name, rule)


def _start_without_a_mark(standing: Any, marks: Any) -> Any:
    return epochs.Start(epochs.Found.SAME, standing.parent)


def _start_that_trusts_a_missing_mark(standing: Any, marks: Any) -> Any:
    found = epochs.judge_start(standing, marks)
    return replace(found, found=epochs.Found.SAME) if found.found is epochs.Found.NO_MARK else found


def _start_that_only_knows_epochs(standing: Any, marks: Any) -> Any:
    found = epochs.judge_start(standing, marks)
    return epochs.Start(epochs.Found.SAME, standing.parent) if found.found is epochs.Found.BEHIND else found


def _start_without_parent(standing: Any, marks: Any) -> Any:
    found = epochs.judge_start(standing, marks)
    return replace(found, parent=None) if found.new_epoch else found


def _held_is_delivered(item: Item, status: Status) -> Item:
    return outbox.answered(item, Status.APPLIED)


def _never_asked_again(items: Any, ack: Ack, gaps: Any = (), word: Word = Word.EARLIER) -> list[Item]:
    return outbox.acknowledged(items, ack, gaps, Word.NEWEST if word is Word.RESTORED else word)


def _acknowledged_by_number(items: Any, ack: Ack, gaps: Any = (), word: Word = Word.EARLIER) -> list[Item]:
    same = next((item.hash for item in items if (item.epoch, item.seq) == (ack.epoch, ack.seq)), ack.hash)
    return outbox.acknowledged(items, replace(ack, hash=same), gaps, word)


def _states_go_back(items: Any, ack: Ack, gaps: Any = (), word: Word = Word.EARLIER) -> list[Item]:
    now = outbox.acknowledged(items, ack, gaps, word)
    return [replace(item, state=State.WRITTEN) if item.wanted else item for item in now]


def _cleans_what_was_written(item: Item) -> bool:
    return item.state in (State.WRITTEN, State.DELIVERED)


def _package_that_skips_a_line(place: Any, items: Any = (), **more: Any) -> Any:
    made = outbox.next_package(place, items, **more)
    return replace(made, first=made.first + 1) if made and made.first < made.last else made


def _says_nothing_after_a_restore(place: Any, items: Any = (), *, snapshot: bool = False) -> Any:
    return (
        None if place.counter <= place.sent and not snapshot else outbox.next_package(place, items, snapshot=snapshot)
    )


def _goes_on_from_the_fork(items: Any) -> Any:
    return items[-1] if items else None


def _takes_every_set(*_values: Any, **_more: Any) -> Outcome:
    return Outcome.TAKEN


def _new_replaces(held: Any, row: Any, *, op: str, alone: bool) -> Any:
    return values.of_whole(held, row, op="whole", alone=True)


def _whole_replaces(held: Any, row: Any, *, op: str, alone: bool) -> Any:
    return values.of_whole(held, row, op=op, alone=True)


def _county_always_right(held: Any, row: Any, *, changed_since: bool) -> Outcome:
    return Outcome.TAKEN if held != row else Outcome.UNCHANGED


def _acknowledges_too_early(chains: Any, manifest: Any) -> Ack:
    return manifest.ack


MUTANTS: dict[str, Mutate] = {
    "applies again what it has": _judged(_applies_what_it_has),
    "applies what comes after a gap": _judged(_skips_gaps),
    "applies an epoch whose parent never came": _judged(_forgets_the_parent),
    "applies forks": _judged(_takes_forks),
    "takes a fork for a duplicate": _judged(_swallows_forks),
    "takes every snapshot": _judged(_never_asks_for_the_chain_of_a_snapshot),
    "takes a gap for a fork": _judged(_calls_every_gap_a_fork),
    "never compares bases": _judged(_thinks_itself_alone),
    "gives nothing back after a rollback": _judged(_gives_nothing_back),
    "has no mark": _own("judge_start", _start_without_a_mark),
    "goes on where the mark is missing": _own("judge_start", _start_that_trusts_a_missing_mark),
    "does not see that a file is behind its mark": _own("judge_start", _start_that_only_knows_epochs),
    "forgets what an epoch went on from": _own("judge_start", _start_without_parent),
    "takes held for delivered": _own("answered", _held_is_delivered),
    "does not see that the county was restored": _own("acknowledged", _never_asked_again),
    "acknowledges by number alone": _own("acknowledged", _acknowledged_by_number),
    "lets a state go back": _own("acknowledged", _states_go_back),
    "gives up bytes without a receipt": _own("may_clean", _cleans_what_was_written),
    "leaves out a line of the log": _own("next_package", _package_that_skips_a_line),
    "says nothing after a restore": _own("next_package", _says_nothing_after_a_restore),
    "goes on from its own fork": _own("after_fork", _goes_on_from_the_fork),
    "takes every change": _own("of_set", _takes_every_set),
    "lets an old beginning replace a record": _own("of_whole", _new_replaces),
    "lets a snapshot replace what it never saw": _own("of_whole", _whole_replaces),
    "lets the county replace the station's own": _own("of_returned", _county_always_right),
    "takes every correction": _own("of_correction", _takes_every_set),
    "counts a return before it was known": _own("acknowledged_before", _acknowledges_too_early),
}


def mutant(name: str) -> SimpleNamespace:
    rules = real_rules()
    MUTANTS[name](rules)
    return rules
