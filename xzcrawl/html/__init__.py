"""Says what HTML elements and their ``style`` mean for a reader: seen or not, a line of its own. Pure."""
