"""Translation memory: what the project has translated before."""
