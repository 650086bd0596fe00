"""Signing in with an identity that another organisation vouches for (OpenID Connect). docs/identity.md."""
