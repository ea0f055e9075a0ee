"""The rules of the roster import (domain.md §11): pure judging of what a spreadsheet says, no database."""
