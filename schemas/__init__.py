"""Data, no code: scheming schemas, vocabularies and reference codes of profile paser-sdi."""
