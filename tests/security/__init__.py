"""The security table of the product's promises, a file a row: `test_row_11_…` holds row 11."""
