"""Scrapy item pipelines: one class a file, each a thin shell around a pure function of the library."""
