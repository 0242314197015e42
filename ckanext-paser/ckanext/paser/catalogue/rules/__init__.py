"""A dataset or an activity in the words of others: dict in, graph or dict out.

Pure rules: no CKAN, no clock, no database. ``fields`` is the profile as data, ``graph`` and ``reading`` are its RDF in both
directions; ``documents`` are what `/profil/paser-sdi/1.0` publishes; the others are one format each.
"""
