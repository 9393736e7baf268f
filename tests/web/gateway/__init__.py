"""Tests of the gateway's door: text messages and calls."""
