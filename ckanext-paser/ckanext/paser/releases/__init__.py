"""Which releases has a table had, and what changed from one to the next?"""
