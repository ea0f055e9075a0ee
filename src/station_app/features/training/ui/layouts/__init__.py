"""证书版式: the list of layouts and the editor."""
