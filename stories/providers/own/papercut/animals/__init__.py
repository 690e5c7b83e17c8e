"""Animals: sitting, asleep, running, in the air."""
