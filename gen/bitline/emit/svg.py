"""Pictures as SVG text: a few shapes, and text that fits."""

from xml.etree import ElementTree

NARROW, WIDE = "fijlrtI.,:;'|!()[] ", "mwMW@%"


class Drawing:
    """A picture that grows by shapes; the page's style sheet gives their classes colour.

    Parameters
    ----------
    width, height : float
        Size of the picture's own coordinates; on the page it takes the width there is.
    title : str
        What is read aloud in place of the picture.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        view = f"0 0 {_number(width)} {_number(height)}"
        self._root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": view, "role": "img"})
        ElementTree.SubElement(self._root, "title").text = title

    def add(self, tag: str, kind: str, text: str = "", **attributes: float | str) -> None:
        """Add a shape of a class; numbers are rounded to a hundredth, an underscore in an attribute's name is a hyphen."""
        values = {key.replace("_", "-"): value if isinstance(value, str) else _number(value) for key, value in attributes.items()}
        ElementTree.SubElement(self._root, tag, {"class": kind, **values}).text = text or None

    def line(self, kind: str, *points: tuple[float, float]) -> None:
        """A line through points."""
        self.add("polyline", kind, points=" ".join(f"{_number(x)},{_number(y)}" for x, y in points))

    def label(self, kind: str, x: float, y: float, text: str, *, size: float, room: float = float("inf")) -> None:
        """Text whose vertical middle is at ``y``, made smaller where it is longer than its room."""
        size = min(size, size * room / max(length(text, size), 1))
        self.add("text", kind, text, x=x, y=y + 0.35 * size, font_size=size)

    def text(self) -> str:
        return ElementTree.tostring(self._root, encoding="unicode")


def length(text: str, size: float) -> float:
    """About how long a text is in a sans-serif face; rather too long than too short."""
    return size * sum(0.34 if c in NARROW else 0.92 if c in WIDE else 0.60 for c in text)


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
