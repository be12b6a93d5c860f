"""The main job over HTTP, as a frontend would do it: a move-in and a certificate."""
