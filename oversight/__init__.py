"""What trustees and the adviser read of it all: the register."""
