"""How a picture is composed: who and what stands where, seen from which distance."""
