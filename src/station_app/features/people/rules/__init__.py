"""Pure rules about people: no storage, no Qt."""
