"""Tests of the doors for help at once and of the patrol unit."""
