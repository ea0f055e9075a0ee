"""Power cuts and kills: what a station must survive (`make faults`, and a short run in the normal suite)."""
