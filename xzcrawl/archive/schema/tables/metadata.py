"""The metadata to which all tables belong."""

from typing import Final

from sqlalchemy import MetaData

from xzcrawl.archive.schema.types import CONSTRAINT_NAMES

metadata: Final = MetaData(naming_convention=CONSTRAINT_NAMES)
