"""How a document looks: a neutral model and its writers for PDF, Word and Excel; knows no domain."""
