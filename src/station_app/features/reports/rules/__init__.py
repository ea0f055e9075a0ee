"""Periods, indicators and how their figures are counted; plain Python."""
