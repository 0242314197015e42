"""Where does a dataset stand on its way to the public, and who may take it a step further?"""
