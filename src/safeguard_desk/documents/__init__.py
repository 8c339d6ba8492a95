"""How a document looks: a neutral model and its writers, PDF, Word and Excel; knows no domain."""
