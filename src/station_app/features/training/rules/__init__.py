"""What the county's rules say about classes, without a database: hours, graduation, numbers, timetables, states."""
