"""Every described field of every feature: bad values are refused beside it in Chinese words, good ones come back equal.

The records are found, not listed: a new one is tested because it is described.
"""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from station_app import features
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Reference, References
from station_app.ui import theme
from station_app.ui.form import Form, single_section
from tests.bad_values import bad, by_hand, good


@pytest.fixture(scope="module")
def looks(qapp: QApplication) -> None:
    """The program's own, put on once."""
    theme.apply(qapp, "light")


def records() -> list[Record]:
    """Every record that a feature describes."""
    found: list[Record] = []
    for feature in pkgutil.iter_modules(features.__path__):
        name = f"{features.__name__}.{feature.name}.fields"
        if importlib.util.find_spec(name) is not None:
            module = importlib.import_module(name)
            found += [each for each in vars(module).values() if isinstance(each, Record)]
    return found


GENERATE = (Phase.explicit, Phase.generate)
"""A failing example is a field and a text: nothing to be made smaller."""
RECORDS = records()
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)


def assert_is_for_people(text: str, typed: str) -> None:
    """A whole Chinese sentence; what is Latin in it was typed, or is how something is written."""
    said = text.replace(typed.strip(), "")
    assert len(re.findall(r"[\u4e00-\u9fff]", said)) >= 4, text
    assert said.endswith("。"), text
    assert not re.search(r"[A-Za-z]{3,}", said), text


def refusal(record: Record, described: Field, typed: str) -> list[Problem]:
    """What stands beside the field after this was typed."""
    try:
        value = described.kind.parse(typed)
    except ValueError as refused:
        return [Problem(described.name, str(refused))]
    return record.check({described.name: value})


def test_there_are_records_of_every_feature_that_has_fields() -> None:
    assert {"person", "household", "training_class", "enrolment", "follow_up", "station", "holiday"} <= {
        record.name for record in RECORDS
    }


@each_record
@given(data=st.data())
@settings(max_examples=12, phases=GENERATE)
def test_a_bad_value_is_refused_in_words(record: Record, data: st.DataObject) -> None:
    for described in record:
        wrong = bad(described.kind)
        if wrong is None or isinstance(described.kind, Reference | References):
            continue  # the editor of references takes nothing that was not chosen: the test of the forms
        typed = data.draw(wrong, label=described.name)
        problems = refusal(record, described, typed)
        assert [problem.field for problem in problems] == [described.name], typed
        assert_is_for_people(problems[0].text, typed)


@each_record
@given(data=st.data())
@settings(max_examples=12, phases=GENERATE)
def test_a_good_value_is_taken_and_comes_back_as_it_was(record: Record, data: st.DataObject) -> None:
    for described in record:
        value = data.draw(good(described.kind), label=described.name)
        assert record.check({described.name: value}) == []
        assert described.kind.parse(described.kind.format(value)) == value


@each_record
def test_a_required_field_left_empty_is_named(record: Record) -> None:
    empty = record.check(dict.fromkeys((described.name for described in record), None))
    assert {problem.field for problem in empty} == {described.name for described in record if described.required}
    for problem in empty:
        assert problem.text == f"请填写“{record[problem.field].label}”。"


@each_record
@given(data=st.data())
@settings(max_examples=2, phases=GENERATE, suppress_health_check=[HealthCheck.too_slow])
def test_a_form_says_it_beside_the_field_and_keeps_what_was_typed(
    record: Record, looks: None, data: st.DataObject
) -> None:
    del looks
    wrong_of = {described.name: by_hand(described.kind) for described in record if not described.computed}
    names = tuple(name for name, texts in wrong_of.items() if texts is not None)
    form = Form(record, single_section(names))
    wrong = {name: data.draw(texts, label=name) for name, texts in wrong_of.items() if texts is not None}
    for name, typed in wrong.items():
        form.editor(name).retype(typed)
    form.show_problems(_saving(form))
    for name, typed in wrong.items():
        assert_is_for_people(form.problem(name), typed)
        assert form.editor(name).typed().strip() == typed.strip()
    form.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _saving(form: Form) -> list[Problem]:
    """What saving refuses, all of it at once (Desk.save_form)."""
    try:
        values = form.values()
    except Refused as told:
        return list(told.problems)
    return form.record.check(values, require=False)
