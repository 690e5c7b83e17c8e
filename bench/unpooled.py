"""The ASGI application with a connection for each request, as before the pool: for bench.pool alone."""

from edusmart import database_pool

database_pool.pool_connections = lambda: None

from edusmart.asgi import application  # noqa: E402 - it pools as it is imported

__all__ = ["application"]
