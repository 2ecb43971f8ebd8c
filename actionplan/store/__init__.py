"""Effects on disk, one door each: reading TOML, writing TOML, the cache."""
