"""Hostile input, made up from the rules' own words, for everything that reads what strangers wrote."""
