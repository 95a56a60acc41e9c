# Words of the pages: people.
