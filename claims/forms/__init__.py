"""What someone typed: validated, and kept when it cannot be accepted."""
