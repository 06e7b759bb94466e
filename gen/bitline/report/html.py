"""What every report's page is made with: templates with the datasheet's style, and pictures inside the page."""

import base64

import jinja2
from markupsafe import Markup, escape


def template(name: str) -> jinja2.Template:
    """A template of this package, in which an unknown name is an error."""
    environment = jinja2.Environment(
        # the style sheet is the datasheet's
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("bitline.report"), jinja2.PackageLoader("bitline.emit")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": "{:,}".format, "percent": lambda share: f"{100 * share:.2f} %"}
    return environment.get_template(name)


def embedded(svg: str, what: str) -> Markup:
    """A picture inside the page; as an image, so that its names and styles stay its own."""
    content = base64.b64encode(svg.encode()).decode()
    return Markup(f'<img src="data:image/svg+xml;base64,{content}" alt="{escape(what)}">')
