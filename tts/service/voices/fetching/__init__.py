"""Voices fetched by an operator's command: what is offered, and how its files come here whole.

Nothing here runs in the service: it looks for files, and never for a network.
"""
