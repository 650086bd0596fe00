"""Forms as information governance publishes them: which there are, their versions, a new one tried before it stands."""
