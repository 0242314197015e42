"""Which rows of a table answer a question, and how many are there?"""
