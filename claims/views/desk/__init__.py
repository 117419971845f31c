"""Where editors work. Every view needs an account; every action also works as a plain form."""
