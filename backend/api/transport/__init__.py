"""GraphQL over HTTP and WebSocket: how a request comes in and an answer goes out."""
