"""Values that every slice uses: dates, names and characters, numbers with check digits, ids."""
