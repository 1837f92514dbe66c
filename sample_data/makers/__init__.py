"""Small exports as vendors write them: a module a vendor or format, and a row in the registry."""
