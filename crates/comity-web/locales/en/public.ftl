# Words of the pages: public.
