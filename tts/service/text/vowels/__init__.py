"""The short vowels that Arabic leaves out, put back for engines and for early readers."""
