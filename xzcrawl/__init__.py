"""An archiving crawler for Chinese news sites. This package is the library: it knows no site by name."""

__version__ = "0.4.0"
