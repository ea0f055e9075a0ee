"""What the home page asks: `cards` by plain SQL, as the first paint does, and `rest` for what that cannot tell."""
