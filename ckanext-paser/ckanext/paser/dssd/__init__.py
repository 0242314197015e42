"""Which indicators does SIPD's e-Walidata know (DSSD), and is the code of a dataset one of them?"""
