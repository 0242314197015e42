"""How good is a dataset, and what should its agency do next?"""
