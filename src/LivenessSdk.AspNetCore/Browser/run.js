// One run through a check: the challenge of the server, the photos taken for it, and the answer. Only the server decides.

import { Problem } from "./problems.js";

const longestAnswer = 90_000;

// For responses without a code, such as those of a proxy.
const codes = { 404: "setup", 413: "tooLarge", 429: "rate", 502: "unavailable", 503: "unavailable", 504: "unavailable" };

export class Run {
  photos = [];
  #action;
  #language;
  #challenge;
  #abort = new AbortController();

  constructor(action, language) {
    this.#action = action;
    this.#language = language;
  }

  /** Aborts when the person cancels. */
  get signal() {
    return this.#abort.signal;
  }

  get poses() {
    return this.#challenge?.poses ?? [];
  }

  /** The pose to ask for next; undefined before the challenge is there, and when all photos are taken. */
  get pose() {
    return this.poses[this.photos.length];
  }

  get maxPhotoBytes() {
    return this.#challenge?.maxPhotoBytes ?? Infinity;
  }

  async requestChallenge() {
    this.#challenge = await this.#post("challenge", {}, "unreachable");
  }

  add(photo) {
    if (photo.blob.size > this.maxPhotoBytes) {
      throw new Problem("tooLarge");
    }

    this.photos.push({ ...photo, pose: this.pose });
  }

  /** Sends the photos, again if necessary: the server checks the same photos once. */
  async submit() {
    try {
      return await this.#send();
    } catch (error) {
      // A photo without a pose can be used for the next challenge. A challenge that was used never expires.
      if (error.code !== "expired" || this.poses.length > 1) {
        throw error;
      }

      await this.requestChallenge();
      if (this.poses.length > 1) {
        throw error;
      }

      return this.#send();
    }
  }

  end() {
    this.#abort.abort();
  }

  #send() {
    const { token, antiforgeryHeader, antiforgeryToken } = this.#challenge;
    const body = new FormData();
    this.photos.forEach(({ blob }, index) => body.append("photos", blob, `photo-${index + 1}`));
    return this.#post("check", { body, headers: { "Liveness-Challenge": token, [antiforgeryHeader]: antiforgeryToken } }, "offline");
  }

  async #post(endpoint, { body, headers }, codeWithoutConnection) {
    const timeout = AbortSignal.timeout(longestAnswer);
    try {
      const response = await fetch(new URL(endpoint, this.#action), {
        method: "POST",
        body,
        headers: { ...headers, "Accept-Language": this.#language },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error", // A redirect could carry the photo to another server.
        signal: AbortSignal.any([this.signal, timeout]),
      });
      const answer = response.json(); // The connection can also be lost now.
      if (response.ok) {
        return await answer;
      }

      const { code = codes[response.status] ?? "other" } = await answer.catch(() => ({}));
      throw new Problem(code);
    } catch (error) {
      this.signal.throwIfAborted();
      throw error instanceof Problem ? error : new Problem(timeout.aborted ? "slow" : codeWithoutConnection, { cause: error });
    }
  }
}

/** Resolves the address of the endpoints. Photos go to the page's own server only. */
export function resolveAction(action) {
  const url = new URL(action.endsWith("/") ? action : `${action}/`, document.baseURI);
  if (url.origin !== location.origin) {
    console.error(`<liveness-camera> sends photos to its own origin only, not to ${url.origin}. Change the attribute "action".`);
    throw new Problem("setup");
  }

  return url;
}
