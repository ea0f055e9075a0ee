"""The page 回访."""
