"""Sizes of screens at which a form can be looked at, in preview and design. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Device:
    """Width and height in CSS pixels; 0 means whatever room there is."""

    id: str
    title: str
    icon: str
    width: int = 0
    height: int = 0


FULL = Device("full", "Full width", "monitor")
TABLET = Device("tablet", "Tablet, 820 × 1180", "tablet", 820, 1180)
PHONE = Device("phone", "Phone, 390 × 844", "cellphone", 390, 844)
DEVICES = (FULL, TABLET, PHONE)
