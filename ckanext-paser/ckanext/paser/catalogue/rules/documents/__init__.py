"""The documents of profile paser-sdi 1.0, made of the profile itself: for people, as JSON Schema, as SHACL, as a JSON-LD context."""
