"""The page 今日 and its first paint."""
