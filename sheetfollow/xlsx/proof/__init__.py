"""The proof that a written workbook lost nothing. It shares no code with the writing, so that one
catches the other."""
