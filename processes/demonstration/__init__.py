"""Demonstration data: an invented police and invented complaints, run by the real engine."""
