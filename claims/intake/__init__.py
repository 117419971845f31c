"""What becomes of a pasted text before an editor works on it: its page furniture taken out, its sentences found."""
