"""What the public reads: GET and HEAD only, from documents, without cookies."""
