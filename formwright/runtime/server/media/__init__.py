"""Large media: kept in files of the host, read and written in pieces."""
