"""The appeal: what each step of its drawing means."""
