"""An offline tour: a bundled site that changes over three days."""
