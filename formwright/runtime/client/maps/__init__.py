"""What GoogleMap knows besides components: places, options, the data layer. No page, no Leaflet."""
