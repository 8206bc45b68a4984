"""Reports asked in the background: left to be done, answered in the asker's rights, kept for a while."""

from .asking import LONGEST, Ask, ask_later, cancel, my_runs, run_of, seconds_last
from .reading import answer_of
from .running import KIND, MOST_ATTEMPTS, STOPPED, Answered, Begun, answer, begin, let_go, settle

__all__ = [
    "KIND", "LONGEST", "MOST_ATTEMPTS", "STOPPED", "Answered", "Ask", "Begun", "answer", "answer_of", "ask_later",
    "begin", "cancel", "let_go", "my_runs", "run_of", "seconds_last", "settle",
]  # fmt: skip
