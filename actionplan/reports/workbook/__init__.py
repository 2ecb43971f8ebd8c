"""A roll-up as an Excel workbook: true numbers and dates, tables to filter, charts of Excel's own."""
