"""What a county does: takes packages in, judges, merges, decides, answers."""
