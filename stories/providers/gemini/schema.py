"""A JSON schema in the SDK's own form."""

from __future__ import annotations

from typing import Any

from google.genai import types


def as_gemini(schema: dict[str, Any]) -> types.Schema:
    """Return the schema; its properties keep their order, which Gemini writes them in."""
    properties = schema.get("properties", {})
    return types.Schema(
        type=types.Type(schema["type"].upper()),
        enum=schema.get("enum"),
        items=as_gemini(schema["items"]) if "items" in schema else None,
        properties={name: as_gemini(each) for name, each in properties.items()} or None,
        required=schema.get("required"),
        property_ordering=list(properties) or None,
    )
