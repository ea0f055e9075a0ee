"""Visiting people again after a class, a placement or a fair: what is due, what was found, what comes next."""
