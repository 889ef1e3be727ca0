"""In folders that are packages without saying so."""


def deep():
    return 3
