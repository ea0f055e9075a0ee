"""The home page 今日: what is to be done today, each line a step from the work."""
