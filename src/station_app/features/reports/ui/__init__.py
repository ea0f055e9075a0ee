"""The page 报表 and its parts; the county's window is made of the same parts."""
