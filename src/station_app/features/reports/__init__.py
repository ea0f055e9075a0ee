"""Reports (报表): the figures the county asks for, by period, each with the list behind it."""
