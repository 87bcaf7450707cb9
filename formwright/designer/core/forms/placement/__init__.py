"""Where components go: drops, keys, insertion, clipboard, and what each kind of container asks of them."""
