"""What people do: verbs. Each takes a unit of work and says in its docstring what it refuses."""
