"""All that is kept about a person, for who asks for it or has it erased."""
