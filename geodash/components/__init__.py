"""Small Dash components: view data in, component out."""
