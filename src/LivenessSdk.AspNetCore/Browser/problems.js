// Problems, by the codes that have a text in texts.js.

/** A failure that is shown to the person. */
export class Problem extends Error {
  constructor(code, options) {
    super(`The liveness check failed: ${code}.`, options);
    this.code = code;
  }
}

/** The code of any failure; an unexpected one is also written to the console. */
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

/** The state of the component: problems of the camera have their own states. */
export const stateOf = (code) => ofCamera.includes(code) ? code : "problem";

/** Whether the camera is the problem. */
export const concernsCamera = (code) => ofCamera.includes(code) || code === "stopped";

/** Whether the photos are still valid and can be sent again. */
export const canResend = (code) => resendable.includes(code);

/** Whether starting over can help. */
export const canStartOver = (code) => !final.includes(code);

/** Whether a photo from a file can help. */
export const isHelpedByFile = (code) => concernsCamera(code) || code === "photo" || code === "tooLarge";
