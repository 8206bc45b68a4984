"""A team's board: what stands still and why, who carries how much, and what stood still before."""
