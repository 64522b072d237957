#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program's colored output as an SVG picture, for README.md: every character stands where the terminal would put it.

    make_picture.py [--columns 100] [--lines N] [--title WORDS] -o docs/images/show.svg -- build/release/demarche show REPORT -l LEDGER
    some-command | make_picture.py -o picture.svg

Knows the escape sequences for color and weight (SGR); all others are refused.
"""
import argparse
import html
import os
import re
import subprocess
import sys
import unicodedata

CELL, LINE, SIZE, MARGIN, BAR = 8.4, 19, 14, 18, 34
INK, PAPER, FRAME = "#d8dee9", "#1e222a", "#2b303b"
NORMAL = ["#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9"]
BRIGHT = ["#7f8796", "#ff8590", "#b5e890", "#ffd68a", "#8ac6ff", "#e2a0f5", "#7fd9e4", "#ffffff"]
SGR = re.compile(r"\x1b\[([0-9;]*)m")
PLAIN = {"fill": INK, "back": None, "bold": False, "dim": False, "italic": False, "underline": False, "strike": False}
SWITCHES = {1: ("bold", True), 2: ("dim", True), 3: ("italic", True), 4: ("underline", True), 9: ("strike", True),
            23: ("italic", False), 24: ("underline", False), 29: ("strike", False)}


def palette(index):
    if index < 8:
        return NORMAL[index]
    if index < 16:
        return BRIGHT[index - 8]
    if index >= 232:
        return "#" + f"{8 + 10 * (index - 232):02x}" * 3
    index -= 16
    return "#" + "".join(f"{0 if c == 0 else 55 + 40 * c:02x}" for c in (index // 36, index // 6 % 6, index % 6))


def apply(style, codes):
    """The style after the numbers of one sequence."""
    style, numbers = dict(style), [int(c or 0) for c in codes.split(";")]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            style = dict(PLAIN)
        elif code in SWITCHES:
            style[SWITCHES[code][0]] = SWITCHES[code][1]
        elif code == 22:
            style["bold"] = style["dim"] = False
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["fill"] = palette(code - 30 if code < 90 else code - 82)
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style["back"] = palette(code - 40 if code < 100 else code - 92)
        elif code in (38, 48):
            kind = numbers.pop(0)
            color = palette(numbers.pop(0)) if kind == 5 else "#%02x%02x%02x" % tuple(numbers.pop(0) for _ in range(3))
            style["fill" if code == 38 else "back"] = color
        elif code in (39, 49):
            style["fill" if code == 39 else "back"] = INK if code == 39 else None
        else:
            raise SystemExit(f"make_picture: unknown style {code}")
    return style


def cells(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs(line, style):
    """(column, width, text, style) for each stretch of one style; and the style at the end of the line."""
    out, column, at = [], 0, 0
    for match in [*SGR.finditer(line), None]:
        text = line[at:match.start() if match else len(line)]
        if "\x1b" in text:
            raise SystemExit(f"make_picture: a sequence that is no style in {text!r}")
        # Blanks are left to the grid: a run ends where two or more follow one another.
        for piece in re.findall(r" {2,}|(?:(?! {2}).)+", text):
            width = sum(map(cells, piece))
            if style["back"] or style["underline"]:
                out.append((column, width, piece, style))
            elif piece.strip():
                words = piece.strip(" ")
                out.append((column + piece.index(words[0]), sum(map(cells, words)), words, style))
            column += width
        if match:
            style, at = apply(style, match.group(1)), match.end()
    return out, style


def draw_run(column, width, text, style, y):
    x, parts = MARGIN + column * CELL, []
    if style["back"]:
        parts.append(f'<rect x="{x:.1f}" y="{y - 14}" width="{width * CELL:.1f}" height="{LINE}" fill="{style["back"]}"/>')
    marks = f' fill="{style["fill"]}"'
    if style["bold"]:
        marks += ' font-weight="bold"'
    if style["dim"]:
        marks += ' opacity="0.62"'
    if style["italic"]:
        marks += ' font-style="italic"'
    lines = [name for name, key in (("underline", "underline"), ("line-through", "strike")) if style[key]]
    if lines:
        marks += f' text-decoration="{" ".join(lines)}"'
    parts.append(f'<text x="{x:.1f}" y="{y}" textLength="{width * CELL:.1f}" lengthAdjust="spacingAndGlyphs" '
                 f'xml:space="preserve"{marks}>{html.escape(text, quote=False)}</text>')
    return parts


def draw(text, title, columns):
    lines, style, parts = text.rstrip("\n").split("\n"), dict(PLAIN), []
    for number, line in enumerate(lines):
        found, style = runs(line.rstrip("\r"), style)
        for column, width, piece, look in found:
            columns = max(columns, column + width)
            parts += draw_run(column, width, piece, look, MARGIN + BAR + LINE * number)
    width, height = 2 * MARGIN + columns * CELL, 2 * MARGIN + BAR + LINE * (len(lines) - 1)
    head = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'font-family="\'DejaVu Sans Mono\', Menlo, Consolas, monospace" font-size="{SIZE}" role="img" aria-label="{html.escape(title)}">',
            f'<rect width="100%" height="100%" rx="9" fill="{PAPER}"/>', f'<path d="M0 {BAR - 8}h{width:.0f}V9a9 9 0 0 0-9-9H9a9 9 0 0 0-9 9z" fill="{FRAME}"/>',
            *(f'<circle cx="{18 + 18 * i}" cy="13" r="5.5" fill="{color}"/>' for i, color in enumerate(("#e06c75", "#e5c07b", "#98c379"))),
            f'<text x="{width / 2:.0f}" y="18" text-anchor="middle" fill="{INK}" opacity="0.7" font-size="12">{html.escape(title)}</text>']
    return "\n".join(head + parts + ["</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--lines", type=int, default=0, help="keep the first N lines")
    parser.add_argument("--title", default="")
    parser.add_argument("command", nargs="*", help="behind --; else standard input is drawn")
    args = parser.parse_args()
    if args.command:
        environment = {**os.environ, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "COLUMNS": str(args.columns), "TERM": "xterm-256color"}
        environment.pop("NO_COLOR", None)
        text = subprocess.run(args.command, stdout=subprocess.PIPE, check=True, env=environment).stdout.decode("utf8")
    else:
        text = sys.stdin.buffer.read().decode("utf8")
    if not text.strip():
        raise SystemExit("make_picture: there is nothing to draw")
    if args.lines:
        text = "\n".join(text.split("\n")[:args.lines])
    title = args.title or " ".join(["demarche", *args.command[1:]]) if args.command else args.title
    with open(args.output, "w", encoding="utf8") as out:
        out.write(draw(text, title, args.columns))


if __name__ == "__main__":
    main()
