"""What intake does on the way in: letting clean values in, one or thousands, and looking for who is there already."""
