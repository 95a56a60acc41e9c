# Words of the pages: reading.
