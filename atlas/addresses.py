"""How an address on the web is spelt."""

ADDRESS = r"^https?://[^\s<>\"'/?#]+(/[^\s<>\"']*)?$"
