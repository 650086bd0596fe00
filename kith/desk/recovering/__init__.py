"""Beginning anew without a second factor: asked by the practitioner, vouched for by two, never by one alone."""
