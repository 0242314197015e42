"""In which forms can a published table be taken along?"""
