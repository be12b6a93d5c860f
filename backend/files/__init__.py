"""Files from outside: looked at and made anew in a process of their own, never trusted."""
