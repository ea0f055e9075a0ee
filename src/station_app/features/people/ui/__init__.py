"""The screens of people, households and rosters."""
