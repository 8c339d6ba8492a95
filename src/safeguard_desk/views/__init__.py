"""What people look at: plain, frozen pictures of the desk, shared by verbs, papers and screens."""
