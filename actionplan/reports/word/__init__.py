"""Reports as Word files: real styles, tables and charts that people go on working with.

The one door to python-docx. What a file holds is written as XML text in which every piece of data is escaped
(`markup`), put together by parts, and zipped in the same way each time: the same document gives the same bytes.
"""
