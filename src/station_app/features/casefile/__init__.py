"""One person's whole thread: everything that any feature knows of her, on one page and on one paper."""
