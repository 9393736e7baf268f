"""The memory: tables and the types stored in them."""
