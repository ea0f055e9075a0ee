"""One folder a programme of the station."""
