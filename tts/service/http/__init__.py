"""The HTTP interface: application, middleware, request and response schemas, routes."""
