"""A sheet of a workbook becomes a template (Excel取込み). Pure: no I/O but the words in schema/."""
