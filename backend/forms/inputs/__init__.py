"""The GraphQL inputs of forms, one file a topic."""
