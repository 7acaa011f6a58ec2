// What can go wrong, by codes that have a text in texts.js.

/** A failure that the person can be told. */
export class Problem extends Error {
  constructor(code, options) {
    super(`The liveness check failed: ${code}.`, options);
    this.code = code;
  }
}

/** The code of any failure; one that nobody foresaw goes to the console too. */
export function codeOf(error) {
  if (error instanceof Problem) {
    return error.code;
  }

  console.error("<liveness-camera>:", error);
  return "other";
}

const ofCamera = ["denied", "nocamera", "busy", "insecure"];
const resendable = ["offline", "slow", "unavailable", "application", "rate"];
const final = ["attempts", "setup"];

/** The state of the component: its own for what keeps the camera closed. */
export const stateOf = (code) => ofCamera.includes(code) ? code : "problem";

/** Whether the camera is what went wrong. */
export const concernsCamera = (code) => ofCamera.includes(code) || code === "stopped";

/** Whether the photos are still good, and can be sent again. */
export const canResend = (code) => resendable.includes(code);

/** Whether beginning anew can help. */
export const canStartOver = (code) => !final.includes(code);

/** Whether a photo from a file can help. */
export const isHelpedByFile = (code) => concernsCamera(code) || code === "photo" || code === "tooLarge";
