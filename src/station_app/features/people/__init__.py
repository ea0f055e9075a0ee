"""People and households in the station's care."""
