"""What the analyst declares: YAML and options, parsed once into frozen models."""
