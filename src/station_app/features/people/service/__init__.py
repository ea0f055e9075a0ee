"""What people at the desk do with persons, households and rosters."""
