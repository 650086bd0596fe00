"""Programs of others that judge Kith in tests: fetched at a locked version, checked, and never served to anybody."""
