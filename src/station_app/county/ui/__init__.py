"""The county's pages, made of the same kit as a station's."""
