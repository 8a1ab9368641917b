"""Reads the tables. A module is named for what it reads; ``write`` has a module of the same name."""
