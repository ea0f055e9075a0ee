"""The county's program: takes stations' packages in, merges, answers with receipts, shows the roll-up."""
