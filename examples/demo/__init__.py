"""The main job over HTTP, as a frontend would do it: a family moves in, a certificate is fetched."""
