// The texts of the element. Any of them can be replaced: element.texts = { start: "Open the camera" }.

export const en = {
  title: "Take a photo of your face",
  consentLight: "Make sure your face is well lit.",
  consentFace: "Remove anything covering your face.",
  consentUse: "We use your photo to check that you’re a real person.",
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
    permission: "Your browser is asking to use your camera. Choose “Allow”.",
    permissionLate: "Still waiting for the camera. Look for your browser’s request, usually near the address bar, and choose “Allow”.",
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
    backlight: "The light is behind you. Turn to face the light",
    blurred: "The picture is blurry. Clean the lens, or move back a little",
    turn: "Now turn your head slowly",
    further: "A little more",
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
    text: "This will take a few seconds.",
    slow: "This is taking longer than usual. You can wait or cancel.",
  },

  result: {
    live: { heading: "Thank you, you’re all set", text: "You can continue now." },
    notLive: { heading: "We couldn’t verify this photo", text: "We couldn’t confirm that you’re in front of the camera." },
    inconclusive: { heading: "We couldn’t check this photo", text: "" },
    noRetry: "You can’t try again right now. Please contact us.",
  },

  problem: {
    denied: {
      heading: "Camera access is blocked",
      text: "Allow it in your browser: choose the camera or lock icon near the address bar, then try again. On a phone, check the settings of your browser app.",
    },
    nocamera: { heading: "No camera found", text: "Connect a camera or open this page on a phone, then try again." },
    busy: { heading: "The camera is in use", text: "Another app or tab is using your camera. Close it, then try again." },
    insecure: { heading: "The camera needs a secure connection", text: "Browsers open the camera only on secure pages. Open this page with https:// or in a current browser." },
    stopped: { heading: "The camera stopped", text: "Check that it’s still connected, then try again." },
    offline: { heading: "No connection", text: "Your photo is still here. Check your connection, then send it again." },
    unreachable: { heading: "No connection", text: "We can’t reach the server. Check your connection, then try again." },
    slow: { heading: "No answer yet", text: "Your photo is still here. Send it again to get the answer." },
    unavailable: { heading: "The check isn’t available right now", text: "Your photo is still here. Please send it again in a minute." },
    unknown: { heading: "The check wasn’t completed", text: "We couldn’t verify this photo. Please start over." },
    application: { heading: "Something went wrong", text: "The check was made, but we couldn’t save it. Please send it again." },
    expired: { heading: "That took too long", text: "Please start over." },
    used: { heading: "This check was already made", text: "Please start over." },
    rejected: { heading: "This check can’t continue", text: "Please start over. Make sure cookies are allowed for this page." },
    attempts: { heading: "No more attempts", text: "You’ve used all your attempts for now. Please try again later or contact us." },
    rate: { heading: "Too many attempts", text: "Please wait a minute, then send it again." },
    photo: { heading: "We couldn’t read this photo", text: "Choose a JPEG, PNG or WebP photo, or use the camera." },
    tooLarge: { heading: "The photo is too large", text: "Choose a smaller photo or use the camera." },
    setup: { heading: "The check isn’t set up correctly", text: "Please contact the owner of this website." },
    other: { heading: "Something went wrong", text: "Please start over." },
  },

  required: "Please complete the photo check.",
};

/** Merges replacements into texts recursively. */
export function withReplacements(texts, replacements) {
  const merged = { ...texts };
  for (const [key, value] of Object.entries(replacements ?? {})) {
    merged[key] = typeof value === "object" && value !== null ? withReplacements(texts[key] ?? {}, value) : value;
  }

  return merged;
}

/** Replaces {names} with values. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
