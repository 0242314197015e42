"""How is a dataset found with the words that people of Paser use?"""
