"""Due rows -> letters to send, and what the letters on disk hold by then (spec 6)."""
