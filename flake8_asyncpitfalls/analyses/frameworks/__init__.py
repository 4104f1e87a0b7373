"""What frameworks ask of the code that they call: endpoints, imposed signatures."""
