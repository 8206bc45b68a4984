"""An extra beside the rule score, never instead of it: the chance of being won, learnt from how others ended."""

from .explaining import WhyPrediction, why_prediction
from .predicting import Predicted, predict_portion
from .training import READY, TOO_LITTLE, WEAK, train

__all__ = ["READY", "TOO_LITTLE", "WEAK", "Predicted", "WhyPrediction", "predict_portion", "train", "why_prediction"]
