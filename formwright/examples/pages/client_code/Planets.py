"""What the pages show: name, kilometres across, days around the sun."""

PLANETS = {
    "Mercury": (4_879, 88),
    "Venus": (12_104, 225),
    "Earth": (12_756, 365),
    "Mars": (6_792, 687),
    "Jupiter": (142_984, 4_331),
    "Saturn": (120_536, 10_747),
    "Uranus": (51_118, 30_589),
    "Neptune": (49_528, 59_800),
}
