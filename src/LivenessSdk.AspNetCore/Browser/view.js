// The screens of the component. Texts become text nodes, never markup.

import { drawCamera, drawOval, drawPose, drawSign } from "./drawings.js";
import { concernsCamera } from "./problems.js";
import { fill } from "./texts.js";

/** Creates an element; functions become listeners, undefined omits an attribute. */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      created.addEventListener(key, value);
    } else if (value !== undefined && value !== false) {
      created.setAttribute(key, value === true ? "" : value);
    }
  }

  created.append(...children.filter((child) => child !== undefined && child !== ""));
  return created;
}

const slot = (name, ...children) => element("slot", { name }, ...children);
const paragraph = (text, kind) => text ? element("p", { class: kind }, text) : undefined;

/** A heading that takes the focus when its screen appears, so that keyboard and screen reader follow. */
const heading = (text, attributes = {}) => element("h2", { tabindex: "-1", part: "heading", ...attributes }, text);

function button(text, click, { primary = false, ...attributes } = {}) {
  return element("button", { type: "button", part: primary ? "button primary" : "button", class: primary ? "primary" : undefined, click, ...attributes }, text);
}

function screen(kind, ...children) {
  return element("section", { class: `screen ${kind}`, part: kind }, ...children);
}

const buttons = (...children) => element("div", { class: "buttons" }, ...children);

export function startScreen(texts, { start }) {
  const advice = [texts.consentLight, texts.consentFace, texts.consentUse].map((text) => element("li", {}, text));
  return screen(
    "start",
    slot("notice"),
    drawPose("Front"),
    heading(texts.title),
    slot("consent", element("ul", { class: "advice" }, ...advice)),
    buttons(button(texts.start, start, { primary: true })),
    slot("start-footer"),
  );
}

/** The screen with the camera's picture; it stays while poses, hints and states change. */
export class CameraScreen {
  #texts;
  #oval;
  #pose;
  #hint = element("p", { class: "hint", part: "hint", role: "status" });
  #stage;
  #shown;
  #capture;
  #choose;
  #cameras;

  constructor(texts, video, { capture, cancel, choosePhoto, chooseCamera }) {
    this.#texts = texts;
    this.#pose = element("div", { class: "pose" }, heading(texts.allow));
    video.setAttribute("aria-label", texts.preview);
    this.#stage = element("div", { class: "stage", part: "stage" }, element("div", { class: "waiting" }, drawCamera(false)), video);
    this.#capture = button(texts.capture, capture, { primary: true, disabled: true });
    this.#choose = button(texts.choosePhoto, choosePhoto, { hidden: true });
    this.#cameras = element("select", { change: ({ target }) => chooseCamera(target.value) });
    this.root = screen(
      "camera",
      this.#pose,
      this.#stage,
      this.#hint,
      buttons(this.#capture, this.#choose, button(texts.cancel, cancel)),
      element("label", { class: "cameras", hidden: true }, texts.camera, this.#cameras),
    );
    this.askPermission();
  }

  askPermission(isLate = false) {
    this.#hint.textContent = isLate ? this.#texts.hint.permissionLate : this.#texts.hint.permission;
    this.#choose.hidden = !isLate;
  }

  /** Shows the complete picture of the camera, since the photo will contain all of it. */
  open({ videoWidth: width, videoHeight: height }, isMirrored) {
    this.#oval?.remove();
    this.#oval = drawOval({ width, height });
    this.#stage.append(this.#oval);
    this.#stage.classList.add("open");
    this.#stage.classList.toggle("mirrored", isMirrored);
    this.#stage.style.setProperty("--_ratio", `${width / height}`);
    this.#capture.disabled = false;
    this.#choose.hidden = true;
  }

  showCameras(cameras, current) {
    const options = cameras.map(({ deviceId, label }, index) =>
      element("option", { value: deviceId, selected: deviceId === current }, label || `${this.#texts.camera} ${index + 1}`));
    this.#cameras.replaceChildren(...options);
    this.#cameras.parentElement.hidden = cameras.length < 2;
  }

  askForPose(pose, number, count) {
    const step = fill(this.#texts.step, { number, count });
    this.#pose.replaceChildren(
      ...(pose === "Front" ? [] : [drawPose(pose)]),
      element("div", {}, ...(count > 1 ? [element("p", { class: "step", part: "step" }, step)] : []), heading(this.#texts.pose[pose], { part: "pose" })),
    );
  }

  /** Shows a hint and the progress of the hold; returns whether the hint has changed. */
  showHint(hint, progress = 0) {
    this.#oval?.querySelector(".ring").setAttribute("stroke-dasharray", `${progress * 100} 100`);
    if (hint === this.#shown) {
      return false;
    }

    this.#shown = hint;
    this.#hint.textContent = this.#texts.hint[hint] ?? "";
    this.#hint.classList.toggle("good", hint === "hold");
    return true;
  }
}

/** The screen for each photo except the first if there is no camera. */
export function fileScreen(texts, pose, number, count, { choosePhoto, cancel }) {
  return screen(
    "file",
    drawPose(pose),
    element("p", { class: "step", part: "step" }, fill(texts.step, { number, count })),
    heading(texts.pose[pose], { part: "pose" }),
    buttons(button(texts.choosePhoto, choosePhoto, { primary: true }), button(texts.cancel, cancel)),
  );
}

export function reviewScreen(texts, photos, { use, retake }) {
  const several = photos.length > 1;
  const pictures = photos.map(({ pose, canvas }, index) => {
    const label = several
      ? fill(texts.review.photoOf, { number: index + 1, count: photos.length, pose: texts.pose[pose] })
      : texts.review.photo;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    return element("li", {}, canvas);
  });
  return screen(
    "review",
    heading(several ? texts.review.headingSeveral : texts.review.heading),
    element("ul", { class: several ? "photos several" : "photos" }, ...pictures),
    buttons(
      button(several ? texts.review.useSeveral : texts.review.use, use, { primary: true }),
      button(several ? texts.review.retakeSeveral : texts.review.retake, retake),
    ),
  );
}

/** The screen while the server works. If it takes long, a second text and the button appear. */
export class SendingScreen {
  #texts;
  #text;
  #buttons = buttons();

  constructor(texts) {
    this.#texts = texts;
    this.#text = element("p", { role: "status" }, texts.sending.text);
    this.root = screen(
      "sending",
      element("div", { class: "spinner", "aria-hidden": "true" }),
      heading(texts.sending.heading),
      this.#text,
      this.#buttons,
    );
  }

  offerToCancel(cancel) {
    this.#text.textContent = this.#texts.sending.slow;
    this.#buttons.append(button(this.#texts.cancel, cancel));
  }
}

const signOf = { live: "good", notLive: "bad", inconclusive: "open" };

export function resultScreen(texts, { outcome, reasons, canRetry }, { tryAgain }) {
  const { heading: title, text } = texts.result[outcome];
  return screen(
    "result",
    drawSign(signOf[outcome]),
    heading(title),
    paragraph(text),
    ...(reasons.length > 0 ? [element("ul", { class: "reasons" }, ...reasons.map((reason) => element("li", {}, reason)))] : []),
    ...(outcome === "live" ? [] : canRetry ? [buttons(button(texts.tryAgain, tryAgain, { primary: true }))] : [paragraph(texts.result.noRetry)]),
    slot("result"),
  );
}

/** A screen with a problem and what to do; it has only buttons that can help. */
export function problemScreen(texts, code, { sendAgain, startOver, choosePhoto }) {
  const { heading: title, text } = texts.problem[code] ?? texts.problem.other;
  const ofCamera = concernsCamera(code);
  const actions = [
    sendAgain && button(texts.sendAgain, sendAgain, { primary: true }),
    startOver && button(ofCamera ? texts.tryAgain : texts.startOver, startOver, { primary: !sendAgain }),
    choosePhoto && button(texts.choosePhoto, choosePhoto),
  ];
  return screen(
    "denied",
    ofCamera ? drawCamera(true) : drawSign("open"),
    heading(title),
    paragraph(text),
    buttons(...actions.filter(Boolean)),
  );
}
