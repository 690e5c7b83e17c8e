"""Providers: services that tell stories and make their pictures, each one object in a folder of its own.

`provider` says what such an object is, `registry` holds those that are installed, and `choice` decides by
the settings which of them works. Nothing outside a provider's folder names it, except its settings and the
line of `stories.apps` that registers it.
"""
