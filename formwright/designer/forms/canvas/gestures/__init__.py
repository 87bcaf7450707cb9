"""What the pointer can do on the canvas: one class per gesture. GUI thread.

While a gesture lasts it only shows what it would do; one transaction is made when the button is let go.
Escape ends it with nothing done.
"""
