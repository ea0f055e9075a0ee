"""Rules of the station that need no database: values of dated rules, working days."""
