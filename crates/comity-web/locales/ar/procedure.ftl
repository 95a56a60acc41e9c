# Words of the pages: procedure.
