"""The API of stories: each module adds its operations to one router or has one of its own."""
