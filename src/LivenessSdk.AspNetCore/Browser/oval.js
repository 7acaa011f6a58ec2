const ratio = 0.76;

/** The oval for the face on a frame of that size, in pixels of the frame. */
export function ovalOf({ width, height }) {
  const ovalHeight = Math.min(0.86 * height, 0.9 * width / ratio);
  return { x: width / 2, y: height / 2, width: ovalHeight * ratio, height: ovalHeight };
}
