"""Which lists must the public be shown by law, and in which forms can they be taken along?"""
