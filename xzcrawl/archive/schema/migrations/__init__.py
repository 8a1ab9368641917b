"""The folder of Alembic: ``env.py``, and in ``versions/`` one file per migration, named NUMBER_what.py."""
