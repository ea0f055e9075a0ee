"""The encrypted file of the station: described tables, keys, change log, safe copies."""
