"""Search in what I see, over everybody whose record I open."""
