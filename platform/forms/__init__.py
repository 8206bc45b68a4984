"""Forms: field types, binding and cleaning, list views, duplicates, import and export."""
