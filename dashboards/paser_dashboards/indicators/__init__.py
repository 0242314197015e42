"""What do the published tables say: values of indicators, computed again when a table changes?"""
