// Analyzes the frames of the camera one at a time, in a worker. Only numbers leave it.

import { createDetector, inputSize } from "./detector.js";
import { measureLight, measureSharpness, toGray } from "./measures.js";

const reportedScore = 0.5;
const longestLoad = 30_000; // milliseconds; a later attempt loads again
const overviewWidth = 160;
const overviewHeight = 120;
const portraitSide = 96;

const square = createContext(inputSize, inputSize);
const overview = createContext(overviewWidth, overviewHeight);
const portrait = createContext(portraitSide, portraitSide);
const detect = await loadDetector();

onmessage = ({ data: { id, frame } }) => {
  const started = performance.now();
  const faces = findFaces(frame);
  const analysis = { faces, ...measureFace(frame, faces[0]), width: frame.width, height: frame.height };
  frame.close();
  postMessage({ id, ...analysis, milliseconds: performance.now() - started });
};
postMessage({ ready: true });

async function loadDetector() {
  const response = await fetch(new URL("face-weights.bin", import.meta.url), { signal: AbortSignal.timeout(longestLoad) });
  if (!response.ok) {
    throw new Error(`The weights of the face detector could not be loaded (HTTP ${response.status}).`);
  }

  const detector = createDetector(await response.arrayBuffer());
  detector(readPixels(square), reportedScore); // The first run is the slowest, so it is not one that somebody waits for.
  return detector;
}

function createContext(width, height) {
  return new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
}

function readPixels(context) {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height).data;
}

/** The network takes a square: what the frame leaves of it stays black. Positions come back from 0 to 1 of the frame. */
function findFaces(frame) {
  const scale = inputSize / Math.max(frame.width, frame.height);
  const width = frame.width * scale;
  const height = frame.height * scale;
  const left = (inputSize - width) / 2;
  const top = (inputSize - height) / 2;
  square.clearRect(0, 0, inputSize, inputSize);
  square.drawImage(frame, left, top, width, height);

  const toFrame = ({ x, y }) => ({ x: (x * inputSize - left) / width, y: (y * inputSize - top) / height });
  return detect(readPixels(square), reportedScore).map(({ score, box, points }) => ({
    score,
    box: { ...toFrame(box), width: box.width * inputSize / width, height: box.height * inputSize / height },
    points: points.map(toFrame),
  }));
}

function measureFace(frame, face) {
  overview.drawImage(frame, 0, 0, overviewWidth, overviewHeight);
  const light = measureLight(toGray(readPixels(overview)), overviewWidth, overviewHeight, face?.box);
  if (!face) {
    return { light };
  }

  const { x, y, width, height } = face.box;
  portrait.drawImage(frame, x * frame.width, y * frame.height, width * frame.width, height * frame.height, 0, 0, portraitSide, portraitSide);
  return { light, sharpness: measureSharpness(toGray(readPixels(portrait)), portraitSide) };
}
