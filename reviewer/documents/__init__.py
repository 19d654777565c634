"""Files in, `Document`s out: blocks in reading order, with no idea of what they mean. Begin at `reading.read_document`."""
