# Words of the pages: acting.
