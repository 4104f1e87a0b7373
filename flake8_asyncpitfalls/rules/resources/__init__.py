"""ASY7: async resources and web frameworks."""
