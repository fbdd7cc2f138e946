"""A world to fetch from that is all on this machine, for the bench and the tests: servers, ill-meaning ones, bombs, addresses."""
