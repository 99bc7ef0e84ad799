"""The companies outside, one file or package each; this is the only list."""
