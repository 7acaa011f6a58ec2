// Finds faces: BlazeFace (short range) by Google in plain JavaScript. Weights and license: tools/face-model/README.md.
// Images are rows of pixels, each pixel its channels one after the other.

/** The side of the square that the network looks at. */
export const inputSize = 128;

// What each block makes: channels, and 2 where it halves the image. Faces are read after these blocks.
const blocks = [
  [24, 1], [28, 1], [32, 2], [36, 1], [42, 1], [48, 2], [56, 1], [64, 1],
  [72, 1], [80, 1], [88, 1], [96, 2], [96, 1], [96, 1], [96, 1], [96, 1],
];
const heads = [{ after: 10, side: 16, channels: 88, anchors: 2 }, { after: 15, side: 8, channels: 96, anchors: 6 }];
const numbersPerFace = 16;
const weightCount = 101390;
const overlap = 0.3;

/** Creates a function that finds the faces in the pixels (RGBA) of a square image, the most certain first. */
export function createDetector(buffer) {
  const network = readNetwork(decodeHalves(new Uint16Array(buffer)));
  return (pixels, minimumScore) => {
    const outputs = run(network, normalize(pixels));
    return mergeOverlapping(decodeFaces(outputs, minimumScore));
  };
}

function decodeHalves(halves) {
  if (halves.length !== weightCount) {
    throw new Error(`The face detector has ${halves.length} weights, but ${weightCount} were expected.`);
  }

  return Float32Array.from(halves, (half) => {
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return half & 0x8000 ? -magnitude : magnitude;
  });
}

/** Cuts the weights into layers, in the order in which convert.cs wrote them. */
function readNetwork(weights) {
  let read = 0;
  const take = (count) => weights.subarray(read, read += count);
  const layer = (kernel, channels) => ({ kernel: take(kernel * channels), bias: take(channels), channels });

  const first = layer(5 * 5 * 3, 24);
  let input = 24;
  const body = blocks.map(([channels, stride]) => {
    const block = { stride, depthwise: layer(3 * 3, input), pointwise: layer(input, channels) };
    input = channels;
    return block;
  });
  const scores = heads.map(({ channels, anchors }) => layer(channels, anchors));
  const faces = heads.map(({ channels, anchors }) => layer(channels, anchors * numbersPerFace));
  return { first, body, scores, faces };
}

function normalize(pixels) {
  const image = new Float32Array(inputSize * inputSize * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    image[to++] = pixels[from] / 127.5 - 1;
    image[to++] = pixels[from + 1] / 127.5 - 1;
    image[to++] = pixels[from + 2] / 127.5 - 1;
  }

  return image;
}

function run({ first, body, scores, faces }, image) {
  const outputs = [];
  let side = inputSize / 2;
  let values = convolve(image, first, side);
  body.forEach(({ stride, depthwise, pointwise }, index) => {
    const next = side / stride;
    const made = convolvePixels(convolveChannels(values, depthwise, side, stride), pointwise, next * next);
    addShortcut(made, stride === 2 ? halve(values, depthwise.channels, next) : values, depthwise.channels, pointwise.channels);
    [values, side] = [made, next];
    const head = heads.findIndex(({ after }) => after === index);
    if (head >= 0) {
      outputs.push({
        ...heads[head],
        scores: convolvePixels(values, scores[head], side * side),
        faces: convolvePixels(values, faces[head], side * side),
      });
    }
  });
  return outputs;
}

/** The first layer: 5 x 5 over three colors, every second pixel. Its patches are laid out as the pixels of a 1 x 1 layer. */
function convolve(image, layer, side) {
  const patchSize = 5 * 5 * 3;
  const patches = new Float32Array(side * side * patchSize);
  for (let y = 0, patch = 0; y < side; y++) {
    for (let x = 0; x < side; x++, patch += patchSize) {
      const left = Math.max(0, x * 2 - 1);
      const right = Math.min(inputSize, x * 2 + 4);
      for (let row = 0; row < 5; row++) {
        const at = y * 2 - 1 + row;
        if (at >= 0 && at < inputSize) {
          patches.set(image.subarray((at * inputSize + left) * 3, (at * inputSize + right) * 3), patch + (row * 5 + left - (x * 2 - 1)) * 3);
        }
      }
    }
  }

  return convolvePixels(patches, layer, side * side).map((value) => Math.max(0, value));
}

/** 3 x 3 over each channel by itself. */
function convolveChannels(values, { kernel, bias, channels }, side, stride) {
  const next = side / stride;
  const result = new Float32Array(next * next * channels);
  const padded = addBorder(values, side, channels, stride === 1 ? 1 : 0);
  const row = (side + 2) * channels;
  const weight = (index) => kernel.subarray(index * channels, (index + 1) * channels);
  const [a, b, c, d, e, f, g, h, i] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(weight);
  for (let y = 0; y < next; y++) {
    for (let x = 0; x < next; x++) {
      const to = (y * next + x) * channels;
      const top = y * stride * row + x * stride * channels;
      for (let channel = 0; channel < channels; channel++) {
        const upper = top + channel;
        const middle = upper + row;
        const lower = middle + row;
        result[to + channel] = bias[channel]
          + a[channel] * padded[upper] + b[channel] * padded[upper + channels] + c[channel] * padded[upper + 2 * channels]
          + d[channel] * padded[middle] + e[channel] * padded[middle + channels] + f[channel] * padded[middle + 2 * channels]
          + g[channel] * padded[lower] + h[channel] * padded[lower + channels] + i[channel] * padded[lower + 2 * channels];
      }
    }
  }

  return result;
}

/** Adds two rows and two columns of zeros, so many of them before the image. */
function addBorder(values, side, channels, before) {
  const row = (side + 2) * channels;
  const padded = new Float32Array((side + 2) * row);
  for (let y = 0; y < side; y++) {
    padded.set(values.subarray(y * side * channels, (y + 1) * side * channels), (y + before) * row + before * channels);
  }

  return padded;
}

/** 1 x 1 over all channels: most of the work. Four pixels and two channels at a time share what is read. */
function convolvePixels(values, { kernel, bias, channels }, pixels) {
  const inputs = values.length / pixels;
  const result = new Float32Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const a = pixel * inputs;
    const b = a + inputs;
    const c = b + inputs;
    const d = c + inputs;
    for (let channel = 0; channel < channels; channel += 2) {
      const first = channel * inputs;
      const second = first + inputs;
      let firstA = bias[channel];
      let firstB = firstA;
      let firstC = firstA;
      let firstD = firstA;
      let secondA = bias[channel + 1];
      let secondB = secondA;
      let secondC = secondA;
      let secondD = secondA;
      for (let i = 0; i < inputs; i++) {
        const firstWeight = kernel[first + i];
        const secondWeight = kernel[second + i];
        const valueA = values[a + i];
        const valueB = values[b + i];
        const valueC = values[c + i];
        const valueD = values[d + i];
        firstA += firstWeight * valueA;
        firstB += firstWeight * valueB;
        firstC += firstWeight * valueC;
        firstD += firstWeight * valueD;
        secondA += secondWeight * valueA;
        secondB += secondWeight * valueB;
        secondC += secondWeight * valueC;
        secondD += secondWeight * valueD;
      }

      const to = pixel * channels + channel;
      result[to] = firstA;
      result[to + 1] = secondA;
      result[to + channels] = firstB;
      result[to + channels + 1] = secondB;
      result[to + 2 * channels] = firstC;
      result[to + 2 * channels + 1] = secondC;
      result[to + 3 * channels] = firstD;
      result[to + 3 * channels + 1] = secondD;
    }
  }

  return result;
}

/** Adds what the block was given, where it has as many channels, and cuts off what is negative. */
function addShortcut(made, given, givenChannels, channels) {
  for (let pixel = 0, from = 0; pixel < made.length; pixel += channels, from += givenChannels) {
    for (let channel = 0; channel < channels; channel++) {
      const sum = made[pixel + channel] + (channel < givenChannels ? given[from + channel] : 0);
      made[pixel + channel] = sum > 0 ? sum : 0;
    }
  }
}

/** Keeps the largest of each 2 x 2 pixels. */
function halve(values, channels, next) {
  const row = next * 2 * channels;
  const result = new Float32Array(next * next * channels);
  for (let y = 0; y < next; y++) {
    for (let x = 0; x < next; x++) {
      const to = (y * next + x) * channels;
      const from = y * 2 * row + x * 2 * channels;
      for (let channel = 0; channel < channels; channel++) {
        const at = from + channel;
        result[to + channel] = Math.max(values[at], values[at + channels], values[at + row], values[at + row + channels]);
      }
    }
  }

  return result;
}

/** Reads boxes and points (0 to 1): right eye, left eye, nose, mouth, right ear, left ear, as the person names them. */
function decodeFaces(outputs, minimumScore) {
  const found = [];
  for (const { side, anchors, scores, faces } of outputs) {
    for (let index = 0; index < scores.length; index++) {
      const score = 1 / (1 + Math.exp(-scores[index]));
      if (score < minimumScore) {
        continue;
      }

      const cell = Math.floor(index / anchors);
      const centerX = (cell % side + 0.5) / side;
      const centerY = (Math.floor(cell / side) + 0.5) / side;
      const numbers = Array.from(faces.subarray(index * numbersPerFace, (index + 1) * numbersPerFace), (number) => number / inputSize);
      const [x, y, width, height] = numbers;
      const points = [];
      for (let i = 4; i < numbersPerFace; i += 2) {
        points.push({ x: centerX + numbers[i], y: centerY + numbers[i + 1] });
      }

      found.push({ score, box: { x: centerX + x - width / 2, y: centerY + y - height / 2, width, height }, points });
    }
  }

  return found.sort((a, b) => b.score - a.score);
}

/** The network reports a face several times; the reports become one, each with the weight of its score. */
function mergeOverlapping(found) {
  const faces = [];
  let rest = found;
  while (rest.length > 0) {
    const [best] = rest;
    const same = rest.filter((other) => intersectionOverUnion(best.box, other.box) > overlap);
    rest = rest.filter((other) => !same.includes(other));
    const total = same.reduce((sum, { score }) => sum + score, 0);
    const mean = (read) => same.reduce((sum, face) => sum + read(face) * face.score, 0) / total;
    faces.push({
      score: best.score,
      box: Object.fromEntries(["x", "y", "width", "height"].map((key) => [key, mean(({ box }) => box[key])])),
      points: best.points.map((_, index) => ({ x: mean(({ points }) => points[index].x), y: mean(({ points }) => points[index].y) })),
    });
  }

  return faces;
}

function intersectionOverUnion(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) {
    return 0;
  }

  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
