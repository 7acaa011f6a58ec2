// What the component says. Any text can be replaced: element.texts = { start: "Open the camera" }.

export const en = {
  title: "Take a photo of your face",
  consentLight: "Find a place with light on your face.",
  consentFace: "Take off sunglasses, a mask or a cap.",
  consentUse: "Your photo is used to check that you are really here.",
  start: "Start the camera",
  allow: "Allow the camera",
  step: "Photo {number} of {count}",
  capture: "Take the photo",
  cancel: "Cancel",
  camera: "Camera",
  preview: "What your camera sees",
  choosePhoto: "Choose a photo instead",
  tryAgain: "Try again",
  startOver: "Start over",
  sendAgain: "Send again",

  pose: {
    Front: "Look straight into the camera",
    Left: "Turn your head to your left",
    Right: "Turn your head to your right",
    Up: "Raise your head a little",
    Down: "Lower your head a little",
    EyesOpen: "Open your eyes",
    EyesClosed: "Close your eyes",
    MouthOpen: "Open your mouth",
    MouthClosed: "Close your mouth",
  },

  hint: {
    permission: "Your browser asks whether this page may use your camera. Choose “Allow”.",
    permissionLate: "Still waiting for the camera. Look for your browser’s question, usually near the address bar, and choose “Allow”.",
    loading: "Getting ready …",
    noFace: "Move your face into the oval",
    several: "Make sure only your face is visible",
    closer: "Move closer",
    farther: "Move back a little",
    left: "Move a little to your left",
    right: "Move a little to your right",
    up: "Move up a little",
    down: "Move down a little",
    dark: "It is too dark. Turn on a light in front of you",
    backlight: "The light is behind you. Turn so that it falls on your face",
    blurred: "The picture is blurred. Clean the camera, or move back a little",
    turn: "Now turn your head slowly",
    further: "A little further",
    straight: "Look straight into the camera",
    hold: "Good. Hold still",
    press: "Press the button when you are ready",
    timeout: "Take your time. Press the button when your face is in the oval",
  },

  review: {
    heading: "Is your face sharp and well lit?",
    headingSeveral: "Is your face sharp and well lit in each photo?",
    photo: "Your photo",
    photoOf: "Photo {number} of {count}: {pose}",
    use: "Use this photo",
    useSeveral: "Use these photos",
    retake: "Take another",
    retakeSeveral: "Take them again",
  },

  sending: {
    heading: "Checking …",
    text: "This takes a few seconds.",
    slow: "This takes longer than usual. You can wait, or cancel.",
  },

  result: {
    live: { heading: "Thank you, that worked", text: "You can go on now." },
    notLive: { heading: "The check did not pass", text: "We couldn’t confirm that you are in front of the camera." },
    inconclusive: { heading: "We couldn’t check this photo", text: "" },
    noRetry: "You cannot try again here right now. Please contact us.",
  },

  problem: {
    denied: {
      heading: "The camera is not allowed",
      text: "Allow it in your browser: choose the camera or lock symbol near the address bar, then try again. On a phone, look in the settings of the browser app.",
    },
    nocamera: { heading: "No camera was found", text: "Connect a camera, or open this page on a phone, and try again." },
    busy: { heading: "The camera is in use", text: "Another program or tab is using your camera. Close it, and try again." },
    insecure: { heading: "The camera needs a secure connection", text: "Browsers open the camera on secure pages only. Open this page with https:// or in a current browser." },
    stopped: { heading: "The camera stopped", text: "Check whether it is still connected, and try again." },
    offline: { heading: "No connection", text: "Your photo is still here. Check your connection, and send it again." },
    unreachable: { heading: "No connection", text: "This page cannot reach its server. Check your connection, and try again." },
    slow: { heading: "No answer yet", text: "Your photo is still here. Send it again to get the answer." },
    unavailable: { heading: "The check is not available", text: "Your photo is still here. Please send it again in a minute." },
    unknown: { heading: "The check was not completed", text: "We couldn’t verify this photo. Please start over." },
    application: { heading: "Something went wrong", text: "The check was made, but we couldn’t save it. Please send it again." },
    expired: { heading: "That took too long", text: "Please start over." },
    used: { heading: "This check was already made", text: "Please start over." },
    rejected: { heading: "This check cannot go on", text: "Please start over. Cookies must be allowed for this page." },
    attempts: { heading: "No more attempts", text: "You have used all attempts for now. Please try again later or contact us." },
    rate: { heading: "Too many tries", text: "Please wait a minute, and send it again." },
    photo: { heading: "This photo could not be read", text: "Choose a photo in JPEG, PNG or WebP format, or use the camera." },
    tooLarge: { heading: "The photo is too large", text: "Choose a smaller photo, or use the camera." },
    setup: { heading: "The check is not set up correctly", text: "Please tell the owner of this website." },
    other: { heading: "Something went wrong", text: "Please start over." },
  },

  required: "Please complete the photo check.",
};

/** Lays replacements over texts, as deep as they go. */
export function withReplacements(texts, replacements) {
  const merged = { ...texts };
  for (const [key, value] of Object.entries(replacements ?? {})) {
    merged[key] = typeof value === "object" && value !== null ? withReplacements(texts[key] ?? {}, value) : value;
  }

  return merged;
}

/** Puts values in the place of {names}. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
