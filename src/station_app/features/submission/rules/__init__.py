"""What of packages and corrections needs no database: words, states, and what a program must not decide."""
