"""Gateways: the ways a message leaves the house."""
