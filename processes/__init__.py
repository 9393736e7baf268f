"""The meaning: what each drawn step does in complaint handling."""
