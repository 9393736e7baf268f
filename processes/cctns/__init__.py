"""CCTNS: what the police's own network is told, and what it answers."""
