// Measures light and sharpness by pixels, without a model. Gray values go from 0 to 255.

/** Turns RGBA pixels into gray values. */
export function toGray(pixels) {
  const gray = new Float32Array(pixels.length / 4);
  for (let from = 0, to = 0; to < gray.length; from += 4, to++) {
    gray[to] = 0.299 * pixels[from] + 0.587 * pixels[from + 1] + 0.114 * pixels[from + 2];
  }

  return gray;
}

/** Measures the mean light of the whole image and, for a box (0 to 1), inside and outside of it. */
export function measureLight(gray, width, height, box) {
  const left = box ? box.x * width : width;
  const right = box ? (box.x + box.width) * width : width;
  const top = box ? box.y * height : height;
  const bottom = box ? (box.y + box.height) * height : height;
  let inside = 0;
  let outside = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x >= left && x < right && y >= top && y < bottom) {
        inside += gray[y * width + x];
        count++;
      } else {
        outside += gray[y * width + x];
      }
    }
  }

  return {
    all: (inside + outside) / gray.length,
    face: count > 0 ? inside / count : 0,
    surroundings: count < gray.length ? outside / (gray.length - count) : 0,
  };
}

/** Measures sharpness as the deviation of the Laplace operator, in relation to the contrast: about 0 where all is blurred. */
export function measureSharpness(gray, side) {
  const edges = [];
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      edges.push(gray[at - side] + gray[at + side] + gray[at - 1] + gray[at + 1] - 4 * gray[at]);
    }
  }

  const contrast = deviation(gray);
  return contrast > 0 ? deviation(edges) / contrast : 0;
}

function deviation(values) {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }

  const mean = sum / values.length;
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
}
