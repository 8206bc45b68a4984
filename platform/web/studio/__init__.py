"""What the studio's pages show: the draft against what is published, problems, drawings of definitions."""
