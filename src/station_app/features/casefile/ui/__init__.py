"""The page that shows one person's whole thread."""
