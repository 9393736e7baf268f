"""The withdrawal: what each step of its drawing means."""
