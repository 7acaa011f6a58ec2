// Decides which hint to show, and when to take the photo, based on the numbers that face-worker.js reports.

import { ovalOf } from "./drawings.js";

/** All thresholds. Sizes and distances are in relation to the height of the oval, times in milliseconds. */
export const defaultThresholds = {
  minimumScore: 0.6,      // of a face, from 0 to 1; a cat reaches 0.51
  minimumFace: 0.44,      // height of the face
  maximumFace: 0.72,
  maximumOffset: 0.13,    // of the face from the center
  maximumMovement: 0.05,  // between two frames, while the person holds still
  anotherFace: 0.4,       // height of a second face, in relation to the first
  straightBelow: 0.25,    // how far the head is turned: nose between the ears, 0 is straight, 0.5 is over one ear
  turnedFrom: 0.28,
  darkBelow: 45,          // mean gray value of the face, 0 to 255
  backlightFrom: 70,      // how much brighter the surroundings are than the face
  backlightBelow: 85,     // unless the face is brighter than this
  blurredBelow: 0.15,     // edges of the face in relation to its contrast
  hintAfter: 250,         // how long a hint must hold before it shows
  holdFor: 900,           // how long everything must be right before the photo is taken
  interval: 100,          // from one analysis to the next
};

// The head may be farther off while it turns.
const turnedSlack = 1.6;

/** Whether six points of a face can tell that pose; for all others the person presses the button. */
export function isSeen(pose) {
  return pose === "Front" || pose === "Left" || pose === "Right";
}

/** Converts analyses to stable hints, and decides when to take the photo. */
export class Guidance {
  #thresholds;
  #candidate;
  #since = 0;
  #shown = "loading";
  #heldSince;
  #center;

  constructor(thresholds = {}) {
    this.#thresholds = { ...defaultThresholds, ...thresholds };
  }

  /** Begins anew, for the next pose. */
  reset() {
    this.#candidate = undefined;
    this.#heldSince = undefined;
    this.#center = undefined;
  }

  /** Takes in one analysis. Returns the hint to show, how far the hold is (0 to 1), and whether to take the photo now. */
  update(analysis, pose, now) {
    const found = findHint(analysis, pose, this.#thresholds);
    const still = this.#holdsStill(analysis);
    if (found !== this.#candidate) {
      this.#candidate = found;
      this.#since = now;
    }

    if (found === "hold" || now - this.#since >= this.#thresholds.hintAfter) {
      this.#shown = found;
    }

    if (found !== "hold" || !still) {
      this.#heldSince = undefined;
      return { hint: this.#shown, progress: 0, capture: false };
    }

    this.#heldSince ??= now;
    const progress = Math.min(1, (now - this.#heldSince) / this.#thresholds.holdFor);
    return { hint: this.#shown, progress, capture: progress === 1 };
  }

  #holdsStill({ faces: [face], width, height }) {
    const before = this.#center;
    this.#center = face && { x: (face.box.x + face.box.width / 2) * width, y: (face.box.y + face.box.height / 2) * height };
    if (!before || !this.#center) {
      return Boolean(this.#center);
    }

    const moved = Math.hypot(this.#center.x - before.x, this.#center.y - before.y);
    return moved <= this.#thresholds.maximumMovement * ovalOf({ width, height }).height;
  }
}

/** Finds the first problem, starting with those that hide others; "hold" if there is none. */
export function findHint(analysis, pose, thresholds = defaultThresholds) {
  if (!isSeen(pose)) {
    return "press";
  }

  const [face, ...others] = analysis.faces.filter(({ score }) => score >= thresholds.minimumScore);
  if (!face) {
    return analysis.light.all < thresholds.darkBelow ? "dark" : "noFace";
  }

  if (others.some(({ box }) => box.height >= face.box.height * thresholds.anotherFace)) {
    return "several";
  }

  return findPosition(analysis, face, pose === "Front" ? 1 : turnedSlack, thresholds)
    ?? findLight(analysis.light, thresholds)
    ?? findTurn(face, pose, thresholds)
    ?? (analysis.sharpness < thresholds.blurredBelow ? "blurred" : "hold");
}

function findPosition({ width, height }, { box }, slack, thresholds) {
  const oval = ovalOf({ width, height });
  const size = box.height * height / oval.height;
  if (size < thresholds.minimumFace / slack) {
    return "closer";
  }

  if (size > thresholds.maximumFace * slack) {
    return "farther";
  }

  // The camera sees the person's right on its left: a face too far left has to move to its own left.
  const x = ((box.x + box.width / 2) * width - oval.x) / oval.height;
  const y = ((box.y + box.height / 2) * height - oval.y) / oval.height;
  const limit = thresholds.maximumOffset * slack;
  if (Math.abs(x) > limit && Math.abs(x) >= Math.abs(y)) {
    return x < 0 ? "left" : "right";
  }

  if (Math.abs(y) > limit) {
    return y < 0 ? "down" : "up";
  }

  return undefined;
}

function findLight({ face, surroundings }, thresholds) {
  if (face < thresholds.darkBelow) {
    return "dark";
  }

  return surroundings - face > thresholds.backlightFrom && face < thresholds.backlightBelow ? "backlight" : undefined;
}

function findTurn(face, pose, thresholds) {
  const turned = turnToLeft(face);
  if (pose === "Front") {
    return Math.abs(turned) > thresholds.straightBelow ? "straight" : undefined;
  }

  const toAskedSide = pose === "Left" ? turned : -turned;
  if (toAskedSide >= thresholds.turnedFrom) {
    return undefined;
  }

  return toAskedSide >= thresholds.turnedFrom / 2 ? "further" : "turn";
}

/** How far the head is turned to the person's left: the nose moves from between the ears towards one of them. */
export function turnToLeft({ points: [, , nose, , rightEar, leftEar] }) {
  return (nose.x - (rightEar.x + leftEar.x) / 2) / Math.max(0.01, Math.abs(leftEar.x - rightEar.x));
}
