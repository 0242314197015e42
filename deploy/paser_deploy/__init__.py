"""Runs Satu Data Paser on one machine: installs, starts, watches, tests, stops. Standard library only, Python >= 3.10."""
