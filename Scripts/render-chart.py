#!/usr/bin/env python3
"""Makes an image of a Vega-Lite specification: render-chart.py --format svg|png --scale N SPEC IMAGE.

Needs vl-convert-python, which brings its own JavaScript engine and fonts; never uses the network.
"""

import argparse
import json
import struct
import sys
import zlib

# The release of Vega-Lite 5, for which jtam writes its specifications, among those of vl-convert.
VEGA_LITE = "5.21"


def squeezed(png):
    """The same PNG with its pixels packed as tightly as zlib can: a quarter of vl-convert's size."""
    head, packed, tail = [png[:8]], b"", b""
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        chunk = png[place : place + 12 + length]
        if chunk[4:8] == b"IDAT":
            packed += chunk[8:-4]
        elif packed:
            tail += chunk
        else:
            head.append(chunk)
        place += 12 + length
    body = b"IDAT" + zlib.compress(zlib.decompress(packed), 9)
    data = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return b"".join(head) + data + tail


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=["svg", "png"], required=True)
    parser.add_argument("--scale", type=float, default=2.0)
    parser.add_argument("specification")
    parser.add_argument("image")
    options = parser.parse_args()

    try:
        import vl_convert
    except ImportError:
        sys.exit(f"{sys.executable} has no vl-convert-python. Install it with: make renderer")

    with open(options.specification, encoding="utf-8") as file:
        specification = json.load(file)
    settings = {"vl_version": VEGA_LITE, "allowed_base_urls": []}
    try:
        if options.format == "svg":
            image = vl_convert.vegalite_to_svg(specification, **settings).encode("utf-8")
        else:
            image = squeezed(
                vl_convert.vegalite_to_png(specification, scale=options.scale, **settings)
            )
    except ValueError as error:
        sys.exit(f"Vega-Lite {VEGA_LITE} cannot draw {options.specification}: {error}")
    with open(options.image, "wb") as file:
        file.write(image)


main()
