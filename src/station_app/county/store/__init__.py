"""Where a county keeps what stations sent: its folder, keys, tables and database; SQLite or PostgreSQL alike."""
