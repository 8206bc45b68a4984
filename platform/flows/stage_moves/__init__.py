"""Going through a pipeline: into a stage, what begins there, and out of it again."""
