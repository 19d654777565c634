"""The frozen types that travel through the chain. No I/O, no imports from the rest of the program."""
