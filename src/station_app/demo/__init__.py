"""A station of invented people, and its main job played from roster to certificates."""
