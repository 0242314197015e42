"""How does another catalogue read ours: as DCAT, schema.org, Croissant, or in the national formats?"""
