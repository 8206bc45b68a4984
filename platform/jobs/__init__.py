"""The outbox drained, in this process or by workers, and the tick that fires timers."""
