"""The tables of releases as files: where they are kept, what differs between two, what is in the columns of one."""
