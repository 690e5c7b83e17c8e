"""hibari: small neural voices of English, the American one inside the package."""
