"""The import of a roster: choose a file, see every row judged, correct in place, write, undo."""
