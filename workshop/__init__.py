"""The workshop: from the CC0 mesh to plates, contours, body and landmarks. See README.md."""
