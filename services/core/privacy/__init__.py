"""What the law gives people over their data: what is asked for, what is handed over, and what is forgotten."""
