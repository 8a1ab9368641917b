"""What the archive stores: its tables and their types, its version and the steps from one to the next."""
