"""What does a dataset or an agency say about itself, and in whose words? (profile paser-sdi)"""
