"""Kinds of value: how each is parsed from typed text, checked, shown, masked, and which editor fits it.

A kind is stored as `storage` says: text, integer, boolean, date, time, codes (comma-joined). Parse and check
raise ValueError with a Chinese sentence; an empty text is None everywhere.
"""

from station_app.core.kinds.base import Kind
from station_app.core.kinds.choices import Boolean, Code, Codes, Photo, Reference, References
from station_app.core.kinds.identity import Account, IdNumber, Phone, id_sentence
from station_app.core.kinds.moments import Date, Time, YearMonth
from station_app.core.kinds.numbers import Decimals, Integer, Money
from station_app.core.kinds.words import CardNumber, Division, Name, Text

__all__ = [
    "Account",
    "Boolean",
    "CardNumber",
    "Code",
    "Codes",
    "Date",
    "Decimals",
    "Division",
    "IdNumber",
    "Integer",
    "Kind",
    "Money",
    "Name",
    "Phone",
    "Photo",
    "Reference",
    "References",
    "Text",
    "Time",
    "YearMonth",
    "id_sentence",
]
