// Speaks with the endpoints of MapLivenessCheck, and with nobody else.

import { Problem } from "./problems.js";

const longestAnswer = 90_000;

/** Resolves the address of the endpoints. Photos go to the page's own server only. */
export function resolveAction(action) {
  const url = new URL(action.endsWith("/") ? action : `${action}/`, document.baseURI);
  if (url.origin !== location.origin) {
    console.error(`<liveness-camera> sends photos to its own origin only, not to ${url.origin}. Change the attribute "action".`);
    throw new Problem("setup");
  }

  return url;
}

/** Asks for poses and a token that is good for one check. */
export async function requestChallenge(action, language, signal) {
  const response = await post(new URL("challenge", action), { language, signal }, "unreachable");
  return response.json();
}

/** Sends the photos. The same photos may be sent again under the same challenge: the server checks them once. */
export async function submitPhotos(action, challenge, photos, language, signal) {
  const body = new FormData();
  photos.forEach(({ blob }, index) => body.append("photos", blob, `photo-${index + 1}`));
  const headers = { "Liveness-Challenge": challenge.token, [challenge.antiforgeryHeader]: challenge.antiforgeryToken };
  const response = await post(new URL("check", action), { body, headers, language, signal }, "offline");
  return response.json();
}

async function post(url, { body, headers, language, signal }, codeWithoutConnection) {
  let response;
  const timeout = AbortSignal.timeout(longestAnswer);
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { ...headers, "Accept-Language": language },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error", // A redirect could carry the photo to another server.
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new Problem(timeout.aborted ? "slow" : codeWithoutConnection, { cause: error });
  }

  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(problem.code ?? codeOf(response.status));
  }

  return response;
}

/** Answers that come from something before the endpoints, such as a proxy, have no code. */
function codeOf(status) {
  switch (status) {
    case 404: return "setup";
    case 413: return "tooLarge";
    case 429: return "rate";
    case 502: case 503: case 504: return "unavailable";
    default: return "other";
  }
}
