"""The work about a person on screen: its steps and clocks, what waits for whom, who carries what."""
