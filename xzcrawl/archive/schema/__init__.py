"""The tables of the archive and their types, its version, and the migrations between versions."""
