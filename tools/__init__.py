"""What maintainers run: pictures, vendored assets, translations."""
