"""Form definitions, the layout engine, field kinds, PDF (帳票)."""
