"""The colours of every chart, named after what they mean.

Contrast with white, measured: 3:1 at least for marks, 4.5:1 for words. No meaning rests on a colour alone, and no pair
asks the eye to tell red from green.
"""

from typing import Final

INK: Final = "#1A1A1A"  # words, 17.4:1
MUTED: Final = "#555555"  # lesser words, 7.5:1
LINE: Final = "#6E6E6E"  # the as-of day, brackets, 5.1:1
GRID: Final = "#E4E4E1"
PAPER: Final = "rgba(0,0,0,0)"

SUPERVISION: Final = "#0072B2"  # what was received, 5.2:1
LIMIT: Final = "#A34700"  # a setting or limit, and the words beside it, 6.1:1
BELOW_LIMIT: Final = "rgba(213,94,0,0.14)"  # vermillion, behind marks only
GAP: Final = "#EFEDE6"
PAUSE: Final = "#B9B4A6"

FORMAT: Final = {"individual": "#0072B2", "group": "#A86400", "peer": "#882255"}  # 5.2, 4.7 and 8.9:1
SHAPE: Final = {"individual": "circle", "group": "diamond", "peer": "triangle-up"}
SIZE: Final = {"individual": 10, "group": 12, "peer": 13}  # looks equal
HATCH: Final = {"individual": "", "group": "/", "peer": "."}

# Age of the newest entry: dark to light, so that grey tells it too (L* 18, 46, 77, 89); words on it 5.3:1 at least.
RECENCY: Final = {"<=12": "#0B2C59", "12-24": "#2171A8", "24-36": "#7FCDBB", ">36": "#E8E3B0"}
ON_RECENCY: Final = {"<=12": "#FFFFFF", "12-24": "#FFFFFF", "24-36": INK, ">36": INK}

# Answers from the lowest to the highest fifth of a scale; equally dark on both sides (L* 48, 73, 87, 77, 46), so the
# low side is hatched too.
BAND: Final = {1: "#B35806", 2: "#F1A340", 3: "#D9D9D9", 4: "#92C5DE", 5: "#0571B0"}
BAND_HATCH: Final = {1: "/", 2: "/", 3: "", 4: "", 5: ""}
ON_BAND: Final = {1: "#FFFFFF", 2: INK, 3: INK, 4: INK, 5: "#FFFFFF"}  # 4.5:1 at least
SHARE: Final = "#0072B2"  # the share of high answers and its interval
EARLIER: Final = "#6E6E6E"  # the same a period before, 5.1:1

# A period against what is expected of it: told by hatch too.
STATE: Final = {"met": "#0072B2", "short": "#A34700", "unknown": "#6E6E6E", "exempt": "#B9B4A6"}
STATE_HATCH: Final = {"met": "", "short": "/", "unknown": ".", "exempt": "x"}

# At a session of a group: symbol, colour (3.3:1 at least) and share of the full size; told apart without colour.
PRESENCE: Final = {
    "presented": ("diamond", "#0B2C59", 0.95),
    "present": ("square", "#4A94C4", 1.0),
    "paused": ("line-ew", "#6E6E6E", 0.8),
    "absent": ("circle-open", "#6E6E6E", 0.4),
}
HELD: Final = "#4A94C4"  # from the last session to the lapse date, behind dots, 3.3:1
