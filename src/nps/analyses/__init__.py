"""One question a module: a tally in, a result out."""
