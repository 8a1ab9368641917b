"""Alembic's folder: ``env.py``, and under ``versions/`` one file a step, named NUMBER_what.py."""
