"""Plan and letters -> lines, cells, the page, the calendar."""
