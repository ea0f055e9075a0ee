"""One file for each step of the schema; a step never changes once it was released, and imports nothing of ours."""
