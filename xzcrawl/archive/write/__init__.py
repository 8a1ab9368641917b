"""Writes the tables in the transaction of the caller. A module is named for the table that it writes."""
