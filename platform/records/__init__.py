"""The only home of tables: storage, history, timers, outbox and revisions."""
