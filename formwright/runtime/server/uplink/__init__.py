"""Uplinks: server functions that live in other programs, a notebook say, reached by the wire protocol of
`anvil-uplink` (spec: wire protocols, sections 1 to 7)."""
