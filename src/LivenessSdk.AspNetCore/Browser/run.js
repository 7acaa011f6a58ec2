// One run through a check: the challenge of the server, the photos taken for it, and the answer.

import { Problem } from "./problems.js";
import { requestChallenge, submitPhotos } from "./server.js";

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
    this.#challenge = await requestChallenge(this.#action, this.#language, this.signal);
  }

  add(photo) {
    if (photo.blob.size > this.maxPhotoBytes) {
      throw new Problem("tooLarge");
    }

    this.photos.push({ ...photo, pose: this.pose });
  }

  /** Sends the photos, as often as it takes: the server checks the same ones once. */
  async submit() {
    try {
      return await this.#send();
    } catch (error) {
      // A photo without a pose is as good for the next challenge. One that the server has used is never "expired".
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
    return submitPhotos(this.#action, this.#challenge, this.photos, this.#language, this.signal);
  }
}
