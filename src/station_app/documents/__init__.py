"""Paper: forms and certificates drawn with reportlab, no Qt."""
