"""Tests of the doors for help at once, of the patrol unit and of the gateway."""
