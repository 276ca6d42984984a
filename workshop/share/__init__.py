"""Share images: the picture of a page that a message or a post shows, drawn by a command of its own."""
