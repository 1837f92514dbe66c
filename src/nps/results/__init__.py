"""What analyses give: tallies, ledgers, and frozen results that show themselves."""
