"""What admins write: YAML read into checked, typed and frozen objects."""
