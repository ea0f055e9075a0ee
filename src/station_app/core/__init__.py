"""Plain Python that everything stands on: no Qt, no SQL."""
