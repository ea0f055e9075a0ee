"""The station itself: its name, its settings, its first run."""
