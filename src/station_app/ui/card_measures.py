"""Where cards of lines stand, in pixels before large type; the page and its first paint share them."""

GAP = 12
"""Between cards and between the columns."""
PADDING = 12
"""Inside a card, above and below its lines."""
SIDE = 16
HEAD = 32
LINE = 34
INDENT = 8
"""Of a line's words inside the card, where hovering makes a ground."""
ICON = 28
"""Room of the icon before the heading."""
WIDEST = 1240
"""Wider windows leave the rest empty: a line must be read in one glance."""


def card_height(lines: int) -> int:
    """Of a card with so many lines; a card without any says one sentence."""
    return 2 * PADDING + HEAD + max(lines, 1) * LINE
