// Drawings in SVG, made without markup in strings, so that the strictest policies allow them.

const namespace = "http://www.w3.org/2000/svg";

/** Creates an SVG element. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }

  element.append(...children);
  return element;
}

function drawing(kind, ...children) {
  return svg("svg", { class: `drawing ${kind}`, viewBox: "0 0 96 96", "aria-hidden": "true", focusable: "false" }, ...children);
}

const line = (d, kind = "line") => svg("path", { class: kind, d });
const dot = (cx, cy, r = 2.6) => svg("circle", { class: "dot", cx, cy, r });

// A head as seen in a mirror: the person's left is on the left. What turns is drawn nearer to its side.
const features = {
  Front: { x: 0, y: 0 },
  Left: { x: -9, y: 0, arrow: "M20 48 H6 M12 41 L5 48 L12 55" },
  Right: { x: 9, y: 0, arrow: "M76 48 H90 M84 41 L91 48 L84 55" },
  Up: { x: 0, y: -7, arrow: "M48 15 V4 M41 10 L48 3 L55 10" },
  Down: { x: 0, y: 8, arrow: "M48 81 V92 M41 86 L48 93 L55 86" },
  EyesOpen: { x: 0, y: 0, eyes: "wide" },
  EyesClosed: { x: 0, y: 0, eyes: "closed" },
  MouthOpen: { x: 0, y: 0, mouth: "open" },
  MouthClosed: { x: 0, y: 0, mouth: "closed" },
};

/** Draws a head in a pose, with an arrow where it turns. */
export function drawPose(pose) {
  const { x, y, arrow, eyes, mouth } = features[pose] ?? features.Front;
  const at = (dx, dy) => [48 + x + dx, 46 + y + dy];
  const eye = (side) => {
    const [cx, cy] = at(side * 9, -4);
    return eyes === "closed" ? [line(`M${cx - 4} ${cy} q4 3 8 0`)] : [dot(cx, cy, eyes === "wide" ? 4 : 2.6)];
  };
  const [mouthX, mouthY] = at(0, 14);
  const lips = mouth === "open"
    ? svg("ellipse", { class: "line", cx: mouthX, cy: mouthY, rx: 6, ry: 7 })
    : line(`M${mouthX - 8} ${mouthY} q8 ${mouth === "closed" ? 0 : 5} 16 0`);
  const [noseX, noseY] = at(x / 3, 0);
  return drawing(
    "pose-drawing",
    svg("ellipse", { class: "line", cx: 48, cy: 48, rx: 24, ry: 31 }),
    ...eye(-1), ...eye(1), line(`M${noseX} ${noseY} q${x < 0 ? -3 : 3} 4 0 6`), lips,
    ...(arrow ? [line(arrow, "line arrow")] : []),
  );
}

const signs = {
  good: "M30 50 L43 63 L67 36",
  bad: "M35 35 L61 61 M61 35 L35 61",
  open: "M48 30 V52 M48 64 V65",
};

/** Draws the sign of an outcome in a circle. */
export function drawSign(kind) {
  return drawing(`sign ${kind}`, svg("circle", { class: "disc", cx: 48, cy: 48, r: 40 }), line(signs[kind]));
}

/** Draws a camera, crossed out where it cannot be used. */
export function drawCamera(crossedOut) {
  return drawing(
    "camera-drawing",
    svg("rect", { class: "line", x: 14, y: 30, width: 48, height: 38, rx: 9 }),
    line("M62 45 L80 35 V63 L62 53"),
    ...(crossedOut ? [line("M18 18 L78 80", "line cross")] : []),
  );
}

const ovalRatio = 0.76;

/** The oval for the face on a frame of that size, in pixels of the frame. */
export function ovalOf({ width, height }) {
  const ovalHeight = Math.min(0.86 * height, 0.9 * width / ovalRatio);
  return { x: width / 2, y: height / 2, width: ovalHeight * ovalRatio, height: ovalHeight };
}

/** Draws the oval over the camera's picture; all around it is darkened. The ring fills while the person holds still. */
export function drawOval({ width, height }) {
  const oval = ovalOf({ width, height });
  const shape = { cx: oval.x, cy: oval.y, rx: oval.width / 2, ry: oval.height / 2 };
  const outline = [
    `M0 0 H${width} V${height} H0 Z`,
    `M${oval.x - shape.rx} ${oval.y} a${shape.rx} ${shape.ry} 0 1 0 ${oval.width} 0 a${shape.rx} ${shape.ry} 0 1 0 ${-oval.width} 0 Z`,
  ].join(" ");
  const unit = height / 100;
  // From the top, clockwise; as a path, since browsers begin an ellipse in different places.
  const ring = `M${oval.x} ${oval.y - shape.ry} a${shape.rx} ${shape.ry} 0 1 1 0 ${oval.height} a${shape.rx} ${shape.ry} 0 1 1 0 ${-oval.height}`;
  return svg(
    "svg",
    { class: "overlay", part: "oval", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "shade", d: outline, "fill-rule": "evenodd" }),
    svg("ellipse", { class: "halo", ...shape, "stroke-width": 2.2 * unit }),
    svg("ellipse", { class: "edge", ...shape, "stroke-width": 0.9 * unit }),
    svg("path", { class: "ring", d: ring, "stroke-width": 1.7 * unit, pathLength: 100, "stroke-dasharray": "0 100" }),
  );
}
