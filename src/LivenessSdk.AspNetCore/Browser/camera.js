// The element <liveness-camera>: guides a person through a liveness check. Documentation: docs/camera.md.

import { Flow } from "./flow.js";
import { styleSheet } from "./styles.js";
import { en, withReplacements } from "./texts.js";

const translations = { id: () => import("./texts-id.js") };
const defaultTimeout = 30; // seconds; then the page suggests the button

export class LivenessCamera extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["lang", "required"];

  /** The texts by language; add others here. Those of translations join when they are needed. */
  static texts = { en };

  /** Thresholds that replace those in guidance.js. */
  thresholds = {};

  #internals = this.attachInternals();
  #state = "start";
  #flow = new Flow(this.#createHost());
  #visibility = new IntersectionObserver((changes) => this.#onVisibility(changes));
  #replacements = {};
  #receipt = "";

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styleSheet];
  }

  connectedCallback() {
    this.#update();
    this.#visibility.observe(this);
  }

  disconnectedCallback() {
    this.#visibility.disconnect();
    this.#flow.close();
  }

  attributeChangedCallback() {
    this.#update();
  }

  formResetCallback() {
    this.reset();
  }

  get state() {
    return this.#state;
  }

  /** The receipt of a passed check, which is the element's form value; "" before. */
  get value() {
    return this.#receipt;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  get form() {
    return this.#internals.form;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /** Texts that replace the built-in ones. */
  get texts() {
    const { en: english, ...others } = LivenessCamera.texts;
    const ofLanguage = others[this.#language] ?? others[this.#language.split("-")[0]];
    return withReplacements(withReplacements(english, ofLanguage), this.#replacements);
  }

  set texts(replacements) {
    this.#replacements = replacements;
    this.#update();
  }

  /** Opens the camera, as the start button does. */
  start() {
    return this.#flow.start();
  }

  /** Cancels the current check, and shows the first screen. */
  stop() {
    this.#flow.stop();
  }

  /** Cancels the current check, and clears the answer. */
  reset() {
    this.#flow.reset();
  }

  /** Takes the photo now, as the button does. */
  capture() {
    return this.#flow.capture();
  }

  async #update() {
    const language = this.#language.split("-")[0];
    if (translations[language] && !LivenessCamera.texts[language]) {
      try {
        LivenessCamera.texts[language] = (await translations[language]()).default;
      } catch (error) {
        console.error(error); // The texts stay English.
      }
    }

    this.#setReceipt(this.#receipt);
    if (this.isConnected && this.state === "start") {
      this.#flow.reset();
    }
  }

  #onVisibility(changes) {
    if (this.state === "start" && changes.some(({ isIntersecting }) => isIntersecting)) {
      this.#flow.prepare();
    }
  }

  #setReceipt(receipt) {
    this.#receipt = receipt;
    this.#internals.setFormValue(receipt || null);
    const isMissing = this.hasAttribute("required") && !receipt;
    this.#internals.setValidity(isMissing ? { valueMissing: true } : {}, isMissing ? this.texts.required : "");
  }

  #createHost() {
    const component = this;
    return {
      show(screen, takesFocus = true) {
        component.shadowRoot.replaceChildren(screen);
        if (takesFocus) {
          this.focusHeading();
        }
      },
      focusHeading: () => this.shadowRoot.querySelector("h2")?.focus(),
      get state() {
        return component.#state;
      },
      setState(state) {
        const previous = component.#state;
        if (state !== previous) {
          component.#state = state;
          this.dispatch("state", { state, previous });
        }
      },
      setReceipt: (receipt) => this.#setReceipt(receipt),
      dispatch: (name, detail = {}, cancelable = false) =>
        this.dispatchEvent(new CustomEvent(`liveness-${name}`, { detail, cancelable, bubbles: true, composed: true })),
      get texts() {
        return component.texts;
      },
      get settings() {
        return component.#settings;
      },
    };
  }

  get #settings() {
    return {
      action: this.getAttribute("action") ?? new URL(".", import.meta.url).href,
      language: this.#language,
      facing: this.getAttribute("facing") ?? "user",
      isGuided: this.getAttribute("guidance") !== "off",
      isAutomatic: this.getAttribute("capture") !== "manual",
      isReviewed: this.getAttribute("review") !== "off",
      allowsFiles: this.getAttribute("files") !== "off",
      timeout: Number(this.getAttribute("timeout") ?? defaultTimeout) * 1000,
      thresholds: this.thresholds,
    };
  }

  get #language() {
    return (this.closest("[lang]")?.lang || navigator.language).toLowerCase();
  }
}

customElements.define("liveness-camera", LivenessCamera);
