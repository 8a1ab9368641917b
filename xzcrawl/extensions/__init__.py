"""Scrapy extensions: the only glue, with ``middleware``, that asks the archive or listens to the engine."""
