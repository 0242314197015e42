"""The lists of Perpres 39/2019 article 36(4) as pure rules: no CKAN, no clock, no database, no Solr.

``schedule`` when a dataset is due and what has been announced; ``entries`` what the list of data says of a dataset, and how the
index keeps it; ``asking`` what can be asked of the list; ``calendar`` a month and an iCalendar file; ``codes`` the code lists.
"""
