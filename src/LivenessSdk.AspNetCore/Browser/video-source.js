import { Problem } from "./problems.js";

// Windows Hello and depth cameras are listed as ordinary cameras, but record infrared.
const infrared = /\b(ir|infrared|depth)\b/i;

const problems = {
  NotAllowedError: "denied",
  SecurityError: "insecure",
  NotFoundError: "nocamera",
  OverconstrainedError: "nocamera",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** A camera that shows its picture in a video element. */
export class VideoSource {
  #video;
  #signal;
  #onEnded;
  #stream;

  constructor(video, signal, onEnded) {
    this.#video = video;
    this.#signal = signal;
    this.#onEnded = onEnded;
  }

  /** Opens the camera; the browser may ask the person first. */
  async open(facing, deviceId) {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new Problem("insecure");
    }

    let stream = await request(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: facing });
    if (!deviceId && infrared.test(stream.getVideoTracks()[0].label)) {
      stream = await preferVisibleLight(stream);
    }

    if (this.#signal.aborted) {
      stop(stream);
      this.#signal.throwIfAborted();
    }

    this.close();
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (stream === this.#stream) {
        this.close();
        this.#onEnded();
      }
    });
    this.#video.srcObject = stream;
    await this.#video.play().catch(() => {}); // Starts by itself as soon as the page is visible.
    await this.#hasPicture();
  }

  get isOpen() {
    return this.#stream !== undefined;
  }

  get deviceId() {
    return this.#stream?.getVideoTracks()[0].getSettings().deviceId;
  }

  /** Lists the cameras, once one of them is open. */
  async list() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind, label }) => kind === "videoinput" && !infrared.test(label));
  }

  /** Takes a photo in full size and high quality: compression removes the traces that vendors look for. */
  async takePhoto(maxBytes) {
    await this.#hasPicture(); // Another camera may just have been chosen.
    const canvas = document.createElement("canvas");
    canvas.width = this.#video.videoWidth;
    canvas.height = this.#video.videoHeight;
    canvas.getContext("2d").drawImage(this.#video, 0, 0);
    for (const quality of [0.95, 0.85]) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (!blob) {
        throw new Problem("stopped");
      }

      if (blob.size <= maxBytes) {
        return { blob, canvas };
      }
    }

    throw new Problem("tooLarge");
  }

  close() {
    stop(this.#stream);
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  #hasPicture() {
    this.#signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      if (this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.#video.videoWidth > 0) {
        resolve();
        return;
      }

      this.#video.addEventListener("loadeddata", resolve, { once: true, signal: this.#signal });
      this.#signal.addEventListener("abort", () => reject(this.#signal.reason));
    });
  }
}

async function request(choice) {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { ...choice, width: { ideal: 1280 }, height: { ideal: 960 } },
    });
  } catch (error) {
    throw new Problem(problems[error.name] ?? "nocamera", { cause: error });
  }
}

async function preferVisibleLight(stream) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const other = devices.find(({ kind, label }) => kind === "videoinput" && !infrared.test(label));
  if (!other) {
    return stream;
  }

  stop(stream);
  return request({ deviceId: { exact: other.deviceId } });
}

function stop(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}
