"""Background tasks: launching, looking after, remembering, and starting them by the clock."""
