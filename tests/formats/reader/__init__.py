"""Reads each format from its page in docs/formats alone; one module a page."""
