"""Dialogs before the window is there: setting a station up, and unlocking it."""
