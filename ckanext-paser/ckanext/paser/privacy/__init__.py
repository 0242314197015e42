"""Whose personal data stand in a file, and who may see it before somebody has decided?"""
