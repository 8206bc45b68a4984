"""Time: limits on somebody's calendar, the timers behind them, and what happens when one falls due."""
