"""Templates as text: reading them, and writing changes into YAML and HTML with every other byte kept."""
