"""Writing to somebody who is not on Kith; and the one page that they see."""
