"""What the tests share: searches under way, people at work in Excel, broken files, processes,
meters."""
