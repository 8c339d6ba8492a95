"""The evaluation of training: levels, scores, comments, forms typed from paper, later forms."""
