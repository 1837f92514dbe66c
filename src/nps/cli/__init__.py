"""The command: a module a command, thin; the rooms below do the work."""
