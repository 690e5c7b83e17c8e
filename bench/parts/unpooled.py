"""The ASGI application with a connection for each request, as before the pool: for bench.web.pool alone."""

from unittest.mock import patch

from edusmart import database_pool

# It is called while the application is imported.
with patch.object(database_pool, "pool_connections"):
    from edusmart.asgi import application

__all__ = ["application"]
