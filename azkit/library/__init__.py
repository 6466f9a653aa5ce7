"""The library: playbooks and all that they name, loaded from folders and linked into closed values."""
