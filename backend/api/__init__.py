"""The only module that knows every slice: schema, refusals, transport."""
