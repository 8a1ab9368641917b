"""Reading the tables. A module is named for what it reads; ``write`` has the one of the same name."""
