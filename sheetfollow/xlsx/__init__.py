"""The wing for OOXML: any .xlsx in, safe or refused; what stands where; bytes and edits to bytes;
proved."""
