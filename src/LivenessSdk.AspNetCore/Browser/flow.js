// Leads from one screen to the next: start, camera, review, sending, result, or what went wrong.

import { ovalOf } from "./oval.js";
import { choosePhoto } from "./photo-file.js";
import { Run } from "./run.js";
import { Problem, canResend, canStartOver, codeOf, isHelpedByFile, stateOf } from "./problems.js";
import { resolveAction } from "./server.js";
import { VideoSource } from "./video-source.js";
import { CameraScreen, SendingScreen, fileScreen, problemScreen, resultScreen, reviewScreen, startScreen } from "./view.js";

const slowAfter = 10_000;          // then a check can be canceled
const permissionLateAfter = 8_000; // then the page says again what to do

/** The flow of one component. The host shows screens, tells events, and keeps state and receipt; its settings are the attributes. */
export class Flow {
  #host;
  #video = Object.assign(document.createElement("video"), { muted: true, playsInline: true, autoplay: true });
  #source = new VideoSource(this.#video, () => this.#fail(new Problem("stopped")));
  #run;
  #screen;          // the camera screen, while it shows
  #guidance;        // aborts the guidance
  #isTaking = false;
  #timer;

  constructor(host) {
    this.#host = host;
  }

  /** Opens the camera, as the start button does. */
  async start() {
    await this.#attempt(async (run) => {
      const challenge = run.requestChallenge();
      challenge.catch(() => {}); // Reported once the camera is settled, or instead of it.
      this.#showCamera();
      await Promise.all([challenge, this.#openCamera()]);
      this.#askForPose();
      if (this.#settings.isGuided) {
        await this.#guide();
      }
    });
  }

  /** Ends what goes on, and shows the first screen. */
  stop() {
    if (this.#host.state === "start") return;
    this.end();
    this.#showStart();
    this.#host.focusHeading();
    this.#host.dispatch("cancel");
  }

  /** Ends what goes on, forgets the answer and shows the first screen. */
  reset() {
    this.end();
    this.#host.setReceipt("");
    this.#showStart();
  }

  /** Takes the photo now, as the button does. */
  async capture() {
    await this.#take(false);
  }

  /** Begins a new run, and shows what went wrong in it. */
  async #attempt(action) {
    this.end();
    this.#host.setReceipt("");
    let run;
    try {
      run = this.#run = new Run(resolveAction(this.#settings.action), this.#settings.language);
      await action(run);
    } catch (error) {
      this.#fail(error, run);
    }
  }

  end() {
    clearTimeout(this.#timer);
    this.#run?.end();
    this.#run = undefined;
    this.#closeCamera();
    this.#isTaking = false;
  }

  #closeCamera() {
    this.#guidance?.abort();
    this.#source.close();
    this.#screen = undefined;
  }

  async #openCamera(deviceId) {
    const { signal } = this.#run;
    const { facing } = this.#settings;
    this.#timer = setTimeout(() => this.#screen?.askPermission(this.#settings.allowsFiles), permissionLateAfter);
    await this.#source.open({ facing, deviceId, signal });
    clearTimeout(this.#timer);
    this.#screen.open(this.#video, ovalOf({ width: this.#video.videoWidth, height: this.#video.videoHeight }), facing === "user");
    this.#screen.showCameras(await this.#source.list(), this.#source.deviceId);
  }

  #askForPose() {
    const { pose, poses, photos } = this.#run;
    this.#host.setState("camera");
    this.#screen.askForPose(pose, photos.length + 1, poses.length);
    this.#host.focusHeading();
    this.#host.dispatch("pose", { pose, number: photos.length + 1, count: poses.length });
    this.#showHint(this.#settings.isGuided ? "loading" : "press");
    clearTimeout(this.#timer);
    if (this.#settings.timeout > 0) {
      this.#timer = setTimeout(() => {
        this.#host.setState("timeout");
        this.#showHint("timeout");
      }, this.#settings.timeout);
    }
  }

  /** Loads the face detector and follows it. Where it does not load, the button is enough. */
  async #guide() {
    this.#guidance = new AbortController();
    const { signal } = this.#guidance;
    const run = this.#run;
    try {
      const { guide } = await import("./face-analysis.js");
      await guide(this.#video, () => run.pose, this.#settings.thresholds, (advice) => this.#follow(advice), signal);
    } catch (error) {
      if (!signal.aborted) {
        console.error("<liveness-camera> has no guidance:", error);
        this.#showHint("press");
      }
    }
  }

  #follow({ hint, progress, capture }) {
    if (this.#isTaking || !this.#screen) {
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
      this.#take(true);
    }
  }

  async #take(automatic) {
    const run = this.#run;
    if (this.#isTaking || !this.#source.isOpen || !run?.pose) {
      return;
    }

    this.#isTaking = true;
    try {
      const photo = await this.#source.takePhoto(run.maxPhotoBytes);
      run.signal.throwIfAborted();
      this.#add(photo, automatic);
      if (run.pose) {
        this.#askForPose();
      } else {
        this.#review();
      }
    } catch (error) {
      this.#fail(error, run);
    } finally {
      this.#isTaking = false;
    }
  }

  #add(photo, automatic) {
    const { pose } = this.#run;
    this.#run.add(photo);
    this.#host.dispatch("capture", { pose, automatic });
  }

  /** Takes a photo from a file for each pose. The dialog opens first, while the press that allows it is fresh. */
  #chooseFirst() {
    return this.#attempt(async (run) => {
      const challenge = run.requestChallenge();
      challenge.catch(() => {});
      const photo = await choosePhoto(this.#settings.facing, run.signal);
      await challenge;
      this.#addChosen(photo);
    });
  }

  #chooseNext() {
    const run = this.#run;
    return choosePhoto(this.#settings.facing, run.signal).then((photo) => this.#addChosen(photo)).catch((error) => this.#fail(error, run));
  }

  #addChosen(photo) {
    if (photo) {
      this.#add(photo, false);
    }

    const { pose, poses, photos } = this.#run;
    if (!pose) {
      this.#review();
    } else if (this.#host.state === "starting") {
      this.stop();
    } else if (photo) {
      const actions = { choosePhoto: () => this.#chooseNext(), cancel: () => this.stop() };
      this.#host.show(fileScreen(this.#host.texts, pose, photos.length + 1, poses.length, actions));
    }
  }

  #review() {
    clearTimeout(this.#timer);
    this.#closeCamera();
    if (!this.#settings.isReviewed) {
      this.#submit();
      return;
    }

    const isChosen = this.#run.photos[0].canvas.className === "chosen";
    this.#host.setState("review");
    this.#host.show(reviewScreen(this.#host.texts, this.#run.photos, {
      use: () => this.#submit(),
      retake: () => isChosen ? this.#chooseFirst() : this.start(),
    }));
  }

  async #submit() {
    const run = this.#run;
    if (!this.#host.dispatch("submit", { poses: run.poses }, true)) {
      return;
    }

    const screen = new SendingScreen(this.#host.texts);
    this.#host.setState("sending");
    this.#host.show(screen.root);
    this.#timer = setTimeout(() => screen.offerToCancel(() => this.stop()), slowAfter);
    try {
      const answer = await run.submit();
      run.signal.throwIfAborted();
      clearTimeout(this.#timer);
      this.#showResult(answer);
    } catch (error) {
      this.#fail(error, run);
    }
  }

  #showResult({ receipt, ...answer }) {
    this.#host.setReceipt(receipt ?? "");
    this.#host.setState("result");
    this.#host.show(resultScreen(this.#host.texts, answer, { tryAgain: () => this.start() }));
    this.#host.dispatch("result", { ...answer, receipt });
  }

  #fail(error, run = this.#run) {
    if (run !== this.#run || run?.signal.aborted) {
      return; // The person went on to something else.
    }

    const code = codeOf(error);
    clearTimeout(this.#timer);
    this.#closeCamera();
    const isComplete = run?.photos.length > 0 && !run.pose;
    this.#host.setState(stateOf(code));
    this.#host.show(problemScreen(this.#host.texts, code, {
      sendAgain: canResend(code) && isComplete && (() => this.#submit()),
      startOver: canStartOver(code) && (() => this.start()),
      choosePhoto: isHelpedByFile(code) && this.#settings.allowsFiles && (() => this.#chooseFirst()),
    }));
    this.#host.dispatch("error", { code });
  }

  #showStart() {
    this.#host.setState("start");
    this.#host.show(startScreen(this.#host.texts, { start: () => this.start() }), false);
  }

  #showCamera() {
    this.#screen = new CameraScreen(this.#host.texts, this.#video, {
      capture: () => this.capture(),
      cancel: () => this.stop(),
      choosePhoto: () => this.#chooseFirst(),
      chooseCamera: (deviceId) => this.#openCamera(deviceId).catch((error) => this.#fail(error)),
    });
    this.#host.setState("starting");
    this.#host.show(this.#screen.root);
  }

  #showHint(hint, progress) {
    if (this.#screen?.showHint(hint, progress)) {
      this.#host.dispatch("hint", { hint });
    }
  }

  get #settings() {
    return this.#host.settings;
  }
}
