// Moves from one screen to the next: start, camera, review, sending, result, or a problem.

import { CameraStep } from "./camera-step.js";
import { choosePhoto } from "./photo-file.js";
import { canResend, canStartOver, codeOf, isHelpedByFile, stateOf } from "./problems.js";
import { Run, resolveAction } from "./run.js";
import { SendingScreen, fileScreen, problemScreen, resultScreen, reviewScreen, startScreen } from "./view.js";

const slowAfter = 10_000; // then a check can be canceled

/** Serves the methods of one element. The host shows screens, dispatches events, and keeps state and receipt; its settings are the attributes. */
export class Flow {
  #host;
  #run;
  #camera; // while it is open
  #detector; // a promise of the worker, which serves all attempts
  #detectorEnd;
  #timer;

  constructor(host) {
    this.#host = host;
  }

  /** Loads the face detector: it takes longer than the camera, and the person is still reading. */
  prepare() {
    if (!this.#settings.isGuided || this.#detector) {
      return;
    }

    const { signal } = this.#detectorEnd = new AbortController();
    const detector = this.#detector = import("./face-analysis.js").then(({ startDetector }) => startDetector(signal));
    detector.catch(() => {
      if (this.#detector === detector) {
        this.#detector = undefined; // The next attempt tries again.
      }
    });
  }

  async start() {
    this.prepare();
    await this.#attempt(async (run) => {
      const challenge = run.requestChallenge();
      challenge.catch(() => {}); // Awaited below.
      const camera = this.#camera = new CameraStep(this.#host, run, this.#settings.isGuided ? this.#detector : undefined, {
        add: (photo, automatic) => this.#add(photo, automatic),
        done: () => this.#review(),
        fail: (error) => this.#fail(error, run),
        cancel: () => this.stop(),
        choosePhoto: () => this.#chooseFirst(),
        loseDetector: () => this.#closeDetector(),
      });
      await Promise.all([challenge, camera.open()]);
      run.signal.throwIfAborted();
      await camera.begin();
    });
  }

  stop() {
    if (this.#host.state === "start") return;
    this.end();
    this.#showStart();
    this.#host.focusHeading();
    this.#host.dispatch("cancel");
  }

  reset() {
    this.end();
    this.#host.setReceipt("");
    this.#showStart();
  }

  async capture() {
    await this.#camera?.take(false);
  }

  end() {
    clearTimeout(this.#timer);
    this.#run?.end();
    this.#run = undefined;
    this.#closeCamera();
  }

  /** Ends everything but an answer. */
  close() {
    this.end();
    this.#closeDetector();
    if (this.#host.state !== "result") {
      this.#showStart();
    }
  }

  /** Starts a new run, and shows the problem if it fails. */
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

  #closeCamera() {
    this.#camera?.close();
    this.#camera = undefined;
  }

  #closeDetector() {
    this.#detectorEnd?.abort();
    this.#detector = undefined;
  }

  #add(photo, automatic) {
    const { pose } = this.#run;
    this.#run.add(photo);
    this.#host.dispatch("capture", { pose, automatic });
  }

  /** Takes a photo from a file for each pose. The dialog opens first, while the user activation is still valid. */
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
    if (!this.#host.dispatch("submit", { poses: run.poses }, true) || run.signal.aborted) {
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
    this.#closeDetector();
    this.#host.setReceipt(receipt ?? "");
    this.#host.setState("result");
    this.#host.show(resultScreen(this.#host.texts, answer, { tryAgain: () => this.start() }));
    this.#host.dispatch("result", { ...answer, receipt });
  }

  #fail(error, run) {
    if (run !== this.#run || error.name === "AbortError") {
      return; // The person has moved on or knows.
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

  get #settings() {
    return this.#host.settings;
  }
}
