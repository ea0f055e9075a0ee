"""One row of a table turned into the values of a person, with everything that is odd about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from station_app.core import id_number, names
from station_app.documents import coverage
from station_app.features.people.rules.roster import moments, numbers, words
from station_app.features.people.rules.roster.headers import Column
from station_app.features.people.rules.roster.labels import CATEGORY, column_key
from station_app.features.people.rules.roster.verdicts import Finding
from station_app.spreadsheets.cells import BLANKS, Cell, as_text, is_blank

_DATES = frozenset({"birth_date", "enrolled_on", "start_date", "end_date", "consent_date"})
_AMOUNTS = frozenset(
    {"min_wage_wish", "monthly_amount", "monthly_benefit", "annual_income", "income_per_head", "income_before"}
)
_CATEGORIES = "categories"
"""Characters of a name (domain.md §1.4)."""


class Draft(NamedTuple):
    """A row of data before it is compared with the others."""

    sheet: str
    row: int
    name: str
    name_fault: str
    id_number: str
    """Cleaned."""
    id_fault: str
    raw_id: Any
    """The ID cell as the file has it."""
    holder: id_number.Reading | None
    """What a good number says."""
    values: dict[str, Any]
    warnings: list[Finding]
    mismatches: list[Finding]
    """Cross-checks that failed (rule 9)."""
    hidden: bool

    @property
    def is_clean(self) -> bool:
        """Name and number are good: the row takes part in the search for duplicates (rule 10)."""
        return not self.name_fault and not self.id_fault


class Layout:
    """The columns of a section, sorted once so that thousands of rows are read quickly."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._places: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}
        self._categories: list[tuple[int, str | None, str]] = []
        for column in columns:
            if column.field.startswith(CATEGORY):
                key = column_key(column.label, column.field)
                self._categories.append((column.index, column.field.removeprefix(CATEGORY), key))
            elif column.field == _CATEGORIES:
                self._categories.append((column.index, None, ""))
            elif column.field in self._places:
                self._others.setdefault(column.field, []).append(column.index)
            elif column.field:
                self._places[column.field] = column.index

    def cells(self, row: Sequence[Cell], corrected: Mapping[str, str]) -> dict[str, Cell]:
        """The row's cell for every field that has a column; the first filled one where several mean the same."""
        found = {name: row[place] for name, place in self._places.items()}
        for name, places in self._others.items():
            if is_blank(found[name]):
                found[name] = next((row[place] for place in places if not is_blank(row[place])), "")
        found |= {name: text for name, text in corrected.items() if not name.startswith((_CATEGORIES, CATEGORY))}
        for name, cell in found.items():
            if cell.__class__ is str and cell and cell[0] in BLANKS and is_blank(cell):
                found[name] = ""
        return found

    def categories(self, row: Sequence[Cell], corrected: Mapping[str, str]) -> words.Categories:
        """What all category columns of a row say together."""
        typed = corrected.get(_CATEGORIES)
        own = [] if typed is None else [words.read_categories(typed, None)]
        for place, code, key in self._categories:
            cell = corrected[key] if key in corrected else "" if code is None and typed is not None else row[place]
            if cell != "":
                own.append(words.read_categories(cell if isinstance(cell, str) else as_text(cell), code))
        return words.join(tuple(own))


def draft(
    sheet: str,
    row: int,
    cells: dict[str, Cell],
    categories: words.Categories,
    *,
    today: dt.date,
    counted_on: dt.date,
    typed: bool,
    hidden: bool,
) -> Draft:
    """Read one row; `today` bounds birth dates, ages are of the day `counted_on`, `typed` is False for CSV."""
    warnings: list[Finding] = []
    mismatches: list[Finding] = []
    raw_name = cells.get("name", "")
    name, mapped = names.clean(raw_name if isinstance(raw_name, str) else as_text(raw_name))
    legal = names.is_legal(name) and len(name) <= names.LONGEST
    name_fault = "" if legal else "NAME_ILLEGAL" if name else "NAME_MISSING"
    if mapped:
        warnings.append(Finding("NAME_PUA_MAPPED", "name", name))
    if legal and coverage.missing(name):
        warnings.append(Finding("NAME_NO_GLYPH", "name", name))
    raw_id = cells.get("id_number", "")
    number, id_fault, holder = _id_number(raw_id, today, counted_on)
    values: dict[str, Any] = {"name": name or None}
    if not id_fault:
        values["id_number"] = number
    values["sex"] = _sex(cells.get("sex", ""), holder, mismatches)
    values["birth_date"] = _birth_date(cells.get("birth_date", ""), holder, warnings, mismatches, typed=typed)
    _read_rest(cells, values, warnings, typed=typed)
    _read_phones(cells, values, warnings)
    _read_disability(cells, categories, values, warnings, number)
    values["categories"] = list(categories.codes)
    if not categories.understood:
        warnings.append(Finding("CATEGORY_UNKNOWN", _CATEGORIES))
    if "D01" in categories.codes and values["sex"] == "1":
        warnings.append(Finding("CATEGORY_SEX_CONFLICT", _CATEGORIES))
    return Draft(
        sheet, row, name, name_fault, number, id_fault, _raw(raw_id), holder, values, warnings, mismatches, hidden
    )


def _id_number(cell: Cell, today: dt.date, counted_on: dt.date) -> tuple[str, str, id_number.Reading | None]:
    """The cleaned number, the first thing wrong with it, and what a good one says (rules 4–6)."""
    text = cell if isinstance(cell, str) else as_text(cell)
    if numbers.is_destroyed(cell):
        return text, "ID_PRECISION_LOST", None
    number = id_number.clean(text)
    return (number, *id_number.examine(number, today, counted_on))


def _raw(cell: Cell) -> Any:
    """The ID cell as the file has it: text, or the number itself."""
    if isinstance(cell, float) and cell == cell // 1 and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, (str, int, float)):
        return cell if cell != "" else None
    return as_text(cell)


def _sex(cell: Cell, holder: id_number.Reading | None, mismatches: list[Finding]) -> str | None:
    """The ID's sex where the number is good; the column's otherwise. Unknown words and 未说明 contradict nothing."""
    text = as_text(cell)
    typed = words.find_code("sex", text) if text else None
    if holder is None:
        return typed
    if typed in ("1", "2") and typed != holder.sex:
        mismatches.append(Finding("SEX_ID_MISMATCH", "sex", holder.sex))
        return typed
    return holder.sex


def _birth_date(
    cell: Cell, holder: id_number.Reading | None, warnings: list[Finding], mismatches: list[Finding], *, typed: bool
) -> str | None:
    if cell == "":
        return holder.birth_date.isoformat() if holder else None
    found = moments.read_date(cell, typed=typed)
    if found is None:
        warnings.append(Finding("DATE_UNPARSED", "birth_date", as_text(cell)))
        return holder.birth_date.isoformat() if holder else None
    if holder is None:
        return str(found)
    if not moments.agrees(found, holder.birth_date):
        mismatches.append(Finding("BIRTH_ID_MISMATCH", "birth_date", holder.birth_date.isoformat()))
        return str(found)
    return holder.birth_date.isoformat()


_SPECIAL = frozenset({"name", "id_number", "sex", "birth_date", "phone", "contact_phone", "disability_cert_no"})


def _read_rest(cells: dict[str, Cell], values: dict[str, Any], warnings: list[Finding], *, typed: bool) -> None:
    """Codes, dates, amounts and plain text of every other recognised column."""
    for name, cell in cells.items():
        if name in _SPECIAL:
            continue
        if cell == "":
            values[name] = None
        elif name in words.TABLES:
            values[name] = words.find_code(name, cell if isinstance(cell, str) else as_text(cell))
            if name in _TOLD:
                _tell_words(name, as_text(cell), values, warnings)
        elif name in _DATES:
            found = moments.read_date(cell, typed=typed)
            values[name] = None if found is None else str(found)
            if found is None:
                warnings.append(Finding("DATE_UNPARSED", name, as_text(cell)))
        elif name in _AMOUNTS:
            values[name] = numbers.amount(cell)
        elif name == "bank_account":
            values[name] = numbers.account(cell) or None
            if numbers.is_destroyed(cell):
                warnings.append(Finding("BANK_PRECISION_LOST", name))
        else:
            values[name] = as_text(cell) or None


_TOLD = {"ethnic_group": "ETHNIC_UNKNOWN", "education": "EDUCATION_UNKNOWN"}


def _tell_words(name: str, text: str, values: dict[str, Any], warnings: list[Finding]) -> None:
    """Unknown words are warned of; 文盲 and 半文盲 share code 90 with 其他, so the words stay (codes.md §11)."""
    if values[name] is None:
        warnings.append(Finding(_TOLD[name], name, text))
    elif name == "education" and values[name] == "90" and text not in ("90", "其他"):
        values["education_words"] = text


def _read_phones(cells: dict[str, Cell], values: dict[str, Any], warnings: list[Finding]) -> None:
    found = numbers.phones(cells.get("phone", ""))
    values["phone"] = found.phone or None
    if found.contact_phone:
        values["contact_phone"] = found.contact_phone
    if not found.phone:
        warnings.append(Finding("PHONE_MISSING", "phone"))
    elif not found.valid:
        warnings.append(Finding("PHONE_INVALID", "phone", found.phone))
    if "contact_phone" in cells:
        contact = numbers.phones(cells["contact_phone"])
        values["contact_phone"] = contact.phone or values.get("contact_phone")


def _read_disability(
    cells: dict[str, Cell],
    categories: words.Categories,
    values: dict[str, Any],
    warnings: list[Finding],
    number: str,
) -> None:
    for name, found in (
        ("disability_category", categories.disability_category),
        ("disability_grade", categories.disability_grade),
    ):
        if found and not values.get(name):
            values[name] = found
    if "disability_cert_no" not in cells:
        return
    cell = cells["disability_cert_no"]
    certificate = numbers.certificate(cell)
    values["disability_cert_no"] = certificate or None
    kind, grade = values.get("disability_category"), values.get("disability_grade")
    if numbers.is_destroyed(cell) or (
        certificate and not numbers.certificate_matches(certificate, number, kind, grade)
    ):
        warnings.append(Finding("DISABILITY_CERT_MISMATCH", "disability_cert_no"))
