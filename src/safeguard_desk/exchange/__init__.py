"""What comes in and what goes out: tables read with care, and everything given back openly."""
