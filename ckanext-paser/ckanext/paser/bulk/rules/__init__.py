"""Rows of a workbook read as datasets. No CKAN, no clock, no database.

``columns`` which columns there are; ``choices`` codes by whatever name people give them; ``cells`` one cell read; ``rows`` a sheet,
or rows of the API, read; ``outcomes`` what a row would change.
"""
