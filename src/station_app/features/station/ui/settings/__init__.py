"""设置: the station's names, its password, its safe copies, looks and what the program is made of."""
