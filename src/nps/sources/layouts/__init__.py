"""How vendors lay out the rows of an export: a module a vendor, and a row in the registry."""
