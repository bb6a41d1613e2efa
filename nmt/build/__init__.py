"""The composition root: configuration in, finished objects out. The only room that knows all the others.

One module for each thing that is built, so that translating a sentence imports nothing that only training needs.
"""
