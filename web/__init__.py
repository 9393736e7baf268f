"""The doors: pages, JSON API and command line. The only importer of Flask."""
