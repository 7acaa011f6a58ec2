// Guides the person: sends frames of the camera to face-worker.js, one at a time, and reports the advice of guidance.js.

import { Guidance, defaultThresholds } from "./guidance.js";

const analyzedHeight = 480;
const longestAnalysis = 10_000; // milliseconds; then the browser has ended the worker

let lastId = 0;
let policy;

/** Starts the face detector, which ends when the signal aborts. */
export async function startDetector(signal) {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(), { type: "module" });
  signal.addEventListener("abort", () => worker.terminate(), { once: true });
  try {
    await Promise.race([started(worker), aborted(signal)]);
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/**
 * Guides until the signal aborts, or throws when the worker has failed.
 * getPose returns the requested pose; onAdvice receives a hint, the progress of the hold, and whether to take the photo.
 */
export async function guide(worker, video, getPose, thresholds, onAdvice, signal) {
  const stopped = aborted(signal);
  const guidance = new Guidance(thresholds);
  const interval = thresholds.interval ?? defaultThresholds.interval;
  let pose;
  while (!signal.aborted) {
    const begun = performance.now();
    if (pose !== getPose()) {
      pose = getPose();
      guidance.reset();
    }

    const analysis = pose && !document.hidden && await Promise.race([analyze(worker, video), stopped]);
    if (analysis && pose === getPose() && !signal.aborted) {
      onAdvice(guidance.update(analysis, pose, performance.now()));
    }

    await Promise.race([delay(interval - (performance.now() - begun)), stopped]);
  }
}

/** A page that requires trusted types allows this address by the policy "liveness-camera". */
function workerUrl() {
  const url = new URL("face-worker.js", import.meta.url).href;
  policy ??= globalThis.trustedTypes?.createPolicy("liveness-camera", { createScriptURL: (address) => address });
  return policy?.createScriptURL(url) ?? url;
}

function aborted(signal) {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function started(worker) {
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", resolve, { once: true });
    worker.addEventListener("error", (event) => {
      event.preventDefault(); // It is reported once, by who waits for the detector.
      reject(new Error(event.message || "The face detector could not be loaded."));
    }, { once: true });
  });
}

async function analyze(worker, video) {
  const frame = video.videoWidth > 0 && await grab(video);
  return frame && ask(worker, frame);
}

/** A camera that is just stopping has no frame to give. */
async function grab(video) {
  const height = Math.min(analyzedHeight, video.videoHeight);
  const width = Math.round(video.videoWidth * height / video.videoHeight);
  return createImageBitmap(video, { resizeWidth: width, resizeHeight: height, resizeQuality: "low" }).catch(() => undefined);
}

function ask(worker, frame) {
  const id = ++lastId;
  const end = new AbortController();
  let timer;
  return new Promise((resolve, reject) => {
    const { signal } = end;
    worker.addEventListener("message", ({ data }) => data.id === id && resolve(data), { signal });
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "The face detector failed.")), { signal });
    timer = setTimeout(() => reject(new Error("The face detector no longer answers.")), longestAnalysis);
    worker.postMessage({ id, frame }, [frame]);
  }).finally(() => {
    clearTimeout(timer);
    end.abort();
  });
}

function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
