"""Permissions: their names, and one table of small predicates that answers them."""
