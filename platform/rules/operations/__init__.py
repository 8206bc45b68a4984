"""Every operator and function, a file for each family; what stands here is found without being listed anywhere."""
