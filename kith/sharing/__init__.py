"""Asking other organisations for information, answering, refusing: the lawful way, made the easy way."""
