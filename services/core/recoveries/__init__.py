"""The money asked back from whoever carries a loss: carriers, insurers, and platforms that sold the label."""
