"""Backlog: complaints that were pending elsewhere before they came here, with their own day."""
