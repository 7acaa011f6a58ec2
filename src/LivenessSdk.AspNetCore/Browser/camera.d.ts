// Types of <liveness-camera>. Copy this file to your own types, or refer to it by the URL of the module.

export type LivenessState =
  | "start" | "starting" | "camera" | "holding" | "review" | "sending" | "result"
  | "timeout" | "denied" | "nocamera" | "busy" | "insecure" | "problem";

export type LivenessHint =
  | "loading" | "noFace" | "several" | "closer" | "farther" | "left" | "right" | "up" | "down"
  | "dark" | "backlight" | "blurred" | "turn" | "further" | "straight" | "hold" | "press" | "timeout";

export type LivenessPose =
  | "Front" | "Left" | "Right" | "Up" | "Down" | "EyesOpen" | "EyesClosed" | "MouthOpen" | "MouthClosed";

/** Texts by key, with the structure of texts.js. */
export interface LivenessTexts {
  [key: string]: string | LivenessTexts;
}

/** Thresholds of the guidance; their meaning and defaults are in guidance.js. */
export interface LivenessThresholds {
  minimumScore?: number;
  minimumFace?: number;
  maximumFace?: number;
  maximumOffset?: number;
  maximumMovement?: number;
  anotherFace?: number;
  straightBelow?: number;
  turnedFrom?: number;
  darkBelow?: number;
  backlightFrom?: number;
  backlightBelow?: number;
  blurredBelow?: number;
  hintAfter?: number;
  holdFor?: number;
  interval?: number;
}

export interface LivenessAnswer {
  outcome: "live" | "notLive" | "inconclusive";
  reasons: string[];
  canRetry: boolean;
  receipt?: string;
}

export interface LivenessEventMap {
  "liveness-state": CustomEvent<{ state: LivenessState; previous: LivenessState }>;
  "liveness-hint": CustomEvent<{ hint: LivenessHint }>;
  "liveness-pose": CustomEvent<{ pose: LivenessPose; number: number; count: number }>;
  "liveness-capture": CustomEvent<{ pose: LivenessPose; automatic: boolean }>;
  /** Cancelable: after preventDefault(), the photos are not sent. */
  "liveness-submit": CustomEvent<{ poses: LivenessPose[] }>;
  "liveness-result": CustomEvent<LivenessAnswer>;
  "liveness-error": CustomEvent<{ code: string }>;
  "liveness-cancel": CustomEvent<Record<string, never>>;
}

export class LivenessCamera extends HTMLElement {
  static readonly formAssociated: true;

  /** The texts by language; add others here. */
  static texts: Record<string, LivenessTexts>;

  readonly state: LivenessState;

  /** The receipt of a passed check, which is the element's form value; "" before. */
  readonly value: string;

  readonly name: string;
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;

  /** Gets all current texts; sets those to replace. */
  get texts(): LivenessTexts;
  set texts(replacements: LivenessTexts);

  /** Thresholds that replace those in guidance.js. */
  thresholds: LivenessThresholds;

  /** Opens the camera, as the start button does. */
  start(): Promise<void>;

  /** Cancels the current check, and shows the first screen. */
  stop(): void;

  /** Cancels the current check, and clears the answer. */
  reset(): void;

  /** Takes the photo now, as the button does. */
  capture(): Promise<void>;

  checkValidity(): boolean;
  reportValidity(): boolean;

  addEventListener<K extends keyof LivenessEventMap>(
    type: K, listener: (this: LivenessCamera, event: LivenessEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "liveness-camera": LivenessCamera;
  }
}
