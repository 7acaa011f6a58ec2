// Types of <liveness-camera>. Copy this file beside your own types, or refer to it by the address of the module.

export type LivenessState =
  | "start" | "starting" | "camera" | "holding" | "review" | "sending" | "result"
  | "timeout" | "denied" | "nocamera" | "busy" | "insecure" | "problem";

export type LivenessHint =
  | "loading" | "noFace" | "several" | "closer" | "farther" | "left" | "right" | "up" | "down"
  | "dark" | "backlight" | "blurred" | "turn" | "further" | "straight" | "hold" | "press" | "timeout";

export type LivenessPose =
  | "Front" | "Left" | "Right" | "Up" | "Down" | "EyesOpen" | "EyesClosed" | "MouthOpen" | "MouthClosed";

/** Texts by key, as deep as in texts.js. */
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
  /** Cancelable: preventDefault() keeps the photos from being sent. */
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

  /** The receipt of a passed check, which a form sends under the element's name; "" before. */
  readonly value: string;

  readonly name: string;
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;

  /** Reads all texts in force; takes those to replace. */
  get texts(): LivenessTexts;
  set texts(replacements: LivenessTexts);

  /** Thresholds in place of those in guidance.js. */
  thresholds: LivenessThresholds;

  /** Opens the camera, as the start button does. */
  start(): Promise<void>;

  /** Ends what goes on, and shows the first screen. */
  stop(): void;

  /** Ends what goes on, and forgets the answer. */
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
