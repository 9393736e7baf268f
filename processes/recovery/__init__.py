"""The recovery: what each step of the way back to a lost code or passphrase means."""
