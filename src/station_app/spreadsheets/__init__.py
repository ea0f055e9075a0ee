"""Reading messy rosters and writing .xlsx ledgers."""
