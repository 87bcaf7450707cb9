"""`stripe` in the browser: what Anvil offers of it is `stripe.checkout`."""
