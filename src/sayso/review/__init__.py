"""What people decided, laid over what the machine read: claims as they stand, what must be one event, what waits."""

from sayso.review.standing import Standing, standing
from sayso.review.versions import superseded

__all__ = ["Standing", "standing", "superseded"]
