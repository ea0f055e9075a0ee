"""Packages between a station and its county: signed, sealed files of JSON lines (docs/package-format.md, decision 007).

Knows bytes, the tables that travel by name and column, and the rules of what follows what; neither features nor Qt.
"""
