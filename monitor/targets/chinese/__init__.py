"""Chinese sentences to readings: dates, figures, what governs each, what it measures."""
