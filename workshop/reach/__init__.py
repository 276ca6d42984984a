"""The proof of reach: whether every location of the standard is found, seen, and where it should be."""
