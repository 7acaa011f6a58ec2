// The part of a check in front of the camera: permission, poses, guidance and photos.

import { Problem } from "./problems.js";
import { VideoSource } from "./video-source.js";
import { CameraScreen } from "./view.js";

const permissionLateAfter = 8_000; // then the page repeats what to do

/** Ends with the action `done` when all photos are taken, or with `fail`. */
export class CameraStep {
  #host;
  #run;
  #actions;
  #video = Object.assign(document.createElement("video"), { muted: true, playsInline: true, autoplay: true });
  #closing = new AbortController();
  #source = new VideoSource(this.#video, this.#closing.signal, () => this.#actions.fail(new Problem("stopped")));
  #screen;
  #detector; // a promise, or undefined where there is no guidance
  #isTaking = false;
  #timer;

  constructor(host, run, detector, actions) {
    this.#host = host;
    this.#run = run;
    this.#detector = detector;
    this.#actions = actions;
    this.#screen = new CameraScreen(host.texts, this.#video, {
      capture: () => this.take(false),
      cancel: actions.cancel,
      choosePhoto: actions.choosePhoto,
      chooseCamera: (deviceId) => this.#openCamera(deviceId).catch(actions.fail),
    });
  }

  async open() {
    this.#host.show(this.#screen.root);
    this.#host.setState("starting");
    await this.#openCamera();
  }

  /** Asks for one pose at a time, and guides the person. */
  async begin() {
    this.#askForPose();
    if (this.#detector) {
      await this.#guide();
    }
  }

  async take(automatic) {
    const run = this.#run;
    if (this.#isTaking || !this.#source.isOpen || !run.pose) {
      return;
    }

    this.#isTaking = true;
    try {
      const photo = await this.#source.takePhoto(run.maxPhotoBytes);
      if (this.#closing.signal.aborted) {
        return;
      }

      this.#actions.add(photo, automatic);
      if (this.#closing.signal.aborted) {
        return; // A listener has canceled.
      }

      if (run.pose) {
        this.#askForPose();
      } else {
        this.#actions.done();
      }
    } catch (error) {
      this.#actions.fail(error);
    } finally {
      this.#isTaking = false;
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#closing.abort();
    this.#source.close();
  }

  async #openCamera(deviceId) {
    const { facing, allowsFiles } = this.#settings;
    this.#closing.signal.throwIfAborted();
    const late = setTimeout(() => this.#screen.askPermission(allowsFiles), permissionLateAfter);
    try {
      await this.#source.open(facing, deviceId);
    } finally {
      clearTimeout(late);
    }

    this.#video.onresize = () => this.#screen.open(this.#video, facing === "user"); // A phone may be turned.
    this.#video.onresize();
    this.#screen.showCameras(await this.#source.list(), this.#source.deviceId);
  }

  #askForPose() {
    const { pose, poses, photos } = this.#run;
    this.#host.setState("camera");
    this.#screen.askForPose(pose, photos.length + 1, poses.length);
    this.#host.focusHeading();
    this.#host.dispatch("pose", { pose, number: photos.length + 1, count: poses.length });
    this.#showHint(this.#detector ? "loading" : "press");
    clearTimeout(this.#timer);
    if (this.#settings.timeout > 0 && !this.#closing.signal.aborted) {
      this.#timer = setTimeout(() => {
        this.#host.setState("timeout");
        this.#showHint("timeout");
      }, this.#settings.timeout);
    }
  }

  /** Without the face detector, the button still works. */
  async #guide() {
    const { signal } = this.#closing;
    try {
      const worker = await this.#detector;
      const { guide } = await import("./face-analysis.js");
      await guide(worker, this.#video, () => this.#run.pose, this.#settings.thresholds, (advice) => this.#follow(advice), signal);
    } catch (error) {
      if (!signal.aborted) {
        console.error("<liveness-camera> has no guidance:", error);
        this.#actions.loseDetector();
        this.#showHint("press");
      }
    }
  }

  #follow({ hint, progress, capture }) {
    if (this.#isTaking) {
      return;
    }

    const automatic = this.#settings.isAutomatic;
    if (this.#host.state !== "timeout") {
      this.#host.setState(automatic && progress > 0 ? "holding" : "camera");
    } else if (hint !== "hold") {
      hint = "timeout";
    }

    this.#showHint(hint === "hold" && !automatic ? "press" : hint, automatic ? progress : 0);
    if (automatic && capture) {
      this.take(true);
    }
  }

  #showHint(hint, progress) {
    if (this.#screen.showHint(hint, progress)) {
      this.#host.dispatch("hint", { hint });
    }
  }

  get #settings() {
    return this.#host.settings;
  }
}
