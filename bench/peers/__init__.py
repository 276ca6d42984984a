"""The project beside other generators of static sites, on the same content."""
