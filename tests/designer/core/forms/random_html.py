"""Random HTML forms, as people type them: components in columns and in HTML, promoted elements, slots."""

from __future__ import annotations

from random import Random

from tests.designer.core.forms.random_forms import CONTAINERS, LEAVES

ATTRIBUTES = (
    'prop:text="Save"', "prop:text='say \"hi\"'", "prop:bold=true", 'prop:tag=\'{"a": [1]}\'',
    'bind:text="self.item[\'x\']"', 'writeback:text="self.x"', 'on:click="self.go"', "on:show='go'",
    'container:grid_position="A,B"', 'prop:tooltip="a &amp; b &lt;c>"', 'prop:text="12"', "hidden",
)  # fmt: skip
PLAIN = (
    "<p>Hello &amp; good bye</p>",
    "<img src=x.png>",
    "<hr/>",
    "<pre>\n a\n   b\n</pre>",
    "<b>x</b>",
    "<br>",
)
PROMOTING = ("", 'anvil:prop:tooltip="x"', 'anvil:on:click="self.go"', 'anvil:container:grid_position="C,D"')


class HtmlForm:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: set[str] = set()
        self._lines: list[str] = []

    def text(self) -> str:
        random = self._random
        kind = random.randrange(3)
        if random.random() < 0.4:
            self._lines += ["---", "custom_component: true  # in the toolbox", "---"]
        if kind == 0:
            self._content(0, in_html=True)
        elif kind == 1:
            self._lines.append("<anvil-form container=\"ColumnPanel\" prop:background='theme:Primary'>")
            self._content(1, in_html=False)
            self._lines.append("</anvil-form>")
        else:
            self._lines.append('<anvil-form layout="form:Frame" on:layout:tick="self.tick">')
            for slot in random.sample(["main", "nav", "top bar"], random.randrange(1, 4)):
                self._lines.append(f'  <anvil-block slot="{slot}">')
                self._content(2, in_html=False)
                self._lines.append("  </anvil-block>")
            self._lines.append("</anvil-form>")
        text = "\n".join(self._lines) + random.choice(["", "\n", "\n"])
        return text.replace("\n", "\r\n") if random.random() < 0.25 else text

    def _name(self, stem: str) -> str:
        number = len(self._names) + 1
        self._names.add(f"{stem}_{number}")
        return f"{stem}_{number}"

    def _content(self, depth: int, *, in_html: bool) -> None:
        for _ in range(self._random.randrange(1, 5)):
            self._one(depth, in_html)

    def _one(self, depth: int, in_html: bool) -> None:
        random, indent = self._random, "  " * depth
        kind = random.randrange(10)
        if kind == 0:
            self._lines.append(indent + random.choice(["loose text", "<!-- note -->", "", "Größe 😀 &euro;"]))
        elif kind == 1:
            self._lines += [
                indent + line if not n else line for n, line in enumerate(random.choice(PLAIN).split("\n"))
            ]
        elif kind == 2 and depth < 4:
            self._lines.append(f"{indent}<div class='a'>")
            self._content(depth + 1, in_html=True)
            self._lines.append(f"{indent}</div>")
        elif kind == 3 and depth < 4:
            name, more = self._name("note"), random.choice(PROMOTING)
            self._lines.append(f'{indent}<section anvil:name="{name}" {more}>')
            self._content(depth + 1, in_html=True)
            self._lines.append(f"{indent}</section>")
        elif kind == 4:
            self._lines.append(
                f'{indent}<anvil-slot name="{self._name("slot")}" placeholder="x"></anvil-slot>'
            )
        elif kind == 5 and in_html:
            self._lines.append(f"{indent}Sum: {self._component(indent, LEAVES)}</anvil-component> Euro")
        elif kind < 8 or depth > 3:
            opening = self._component(indent, LEAVES)
            closed = opening[:-1] + " />" if random.random() < 0.3 else opening + "</anvil-component>"
            self._lines.append(indent + closed)
        else:
            kinds = (*CONTAINERS, "HtmlComponent")
            opening = self._component(indent, kinds)
            self._lines.append(indent + opening)
            self._content(depth + 1, in_html='"HtmlComponent"' in opening)
            self._lines.append(f"{indent}</anvil-component>")

    def _component(self, indent: str, kinds: tuple[str, ...]) -> str:
        random = self._random
        kind = random.choice(kinds)
        words = [f'<anvil-component type="{kind}"']
        if random.random() < 0.9:
            words.append(f'name="{self._name(kind.rpartition(":")[2].lower())}"')
        words += random.sample(ATTRIBUTES[:4] + ATTRIBUTES[6:], random.randrange(3))
        between = f"\n{indent}    " if random.random() < 0.2 else " "
        return between.join(dict.fromkeys(words)) + ">"
