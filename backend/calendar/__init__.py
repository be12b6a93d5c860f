"""Opening days and hours of a city hall (開庁日), and how deadlines are counted."""
