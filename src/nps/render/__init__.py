"""One output format a module; each is a pure function of a result."""
