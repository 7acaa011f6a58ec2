// Leads a person through a liveness check: camera, photos, answer. One section of the page is shown at a time.

const instructions = {
  Front: "Look straight into the camera",
  Left: "Turn your head to your left",
  Right: "Turn your head to your right",
  Up: "Raise your head a little",
  Down: "Lower your head a little",
  EyesOpen: "Open your eyes",
  EyesClosed: "Close your eyes",
  MouthOpen: "Open your mouth",
  MouthClosed: "Close your mouth",
};

const verdicts = {
  Live: { kind: "good", mark: "✓", headline: "Thank you, that worked", explanation: "The photo shows a live person." },
  NotLive: { kind: "bad", mark: "✕", headline: "The check did not pass", explanation: "The photo does not seem to show a live person." },
  Inconclusive: { kind: "open", mark: "!", headline: "Please take another photo", explanation: "This one could not be judged." },
};

const cameraProblems = {
  NotAllowedError: "This page may not use your camera. Allow it in your browser, usually by the camera symbol beside the address, and try again.",
  NotFoundError: "No camera was found. Connect one, or open this page on a phone, and try again.",
  NotReadableError: "Another program is using your camera. Close it, and try again.",
};

const unreachable = "The page cannot reach its server. Check your connection, and try again.";
const cameraLost = "The camera stopped. See whether it is still connected, and try again.";
const tooLarge = "The photo is too large for this page. Choose a lower resolution for your camera, and try again.";

const element = (id) => document.getElementById(id);
const sections = ["start", "camera", "working", "result"];

let challenge;   // what the server asks for, good for one check
let photos = []; // taken so far
let stream;      // the camera, while it is on
let busy = false;

function show(section) {
  for (const id of sections) {
    element(id).hidden = id !== section;
  }
}

/** Moves the focus to a heading, so that keyboard and screen reader go on where the page does. */
function focusOn(id) {
  element(id).focus({ preventScroll: false });
}

function announce(text) {
  element("announcement").textContent = text;
}

async function prepare() {
  const response = await fetch("api/challenge", { cache: "no-store" });
  if (!response.ok) {
    throw new Error("no challenge");
  }

  challenge = await response.json();
  photos = [];
  const count = challenge.poses.length;
  element("simulated").hidden = !challenge.isSimulated;
  element("plan").textContent = count === 1 ? "Take one photo of your face." : `Take ${count} photos, each as the page asks you to.`;
  element("recipient").textContent = challenge.isSimulated
    ? "A simulated vendor answers. The photo goes no further than this page's server."
    : `${challenge.vendor} examines ${count === 1 ? "the photo" : "the photos"}. This page keeps none.`;
}

async function begin(focus) {
  try {
    await prepare();
    show("start");
    if (focus) {
      focusOn("start-title");
    }
  } catch {
    showProblem(unreachable);
  }
}

async function openCamera() {
  try {
    await prepare(); // Anew, because the page may have stood open for longer than a challenge lives.
  } catch {
    showProblem(unreachable);
    return;
  }

  try {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new DOMException("insecure", "SecurityError");
    }

    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } },
    });
    stream.getVideoTracks()[0].addEventListener("ended", loseCamera);
    const video = element("video");
    video.srcObject = stream;
    await video.play();

    // A phone films upright. What the preview left out would be in the photo all the same.
    video.parentElement.style.aspectRatio = `${video.videoWidth} / ${video.videoHeight}`;
    show("camera");
    askForPose();
  } catch (error) {
    closeCamera();
    showProblem(cameraProblems[error.name]
      ?? "Your browser does not give this page a camera. Open the page by https in a current browser, and try again.");
  }
}

function closeCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  element("video").srcObject = null;
}

/** A camera can be unplugged, or taken back by the person, while the page shows it. */
function loseCamera() {
  closeCamera();
  showProblem(cameraLost);
}

function askForPose() {
  const count = challenge.poses.length;
  element("step").textContent = count === 1 ? "" : `Photo ${photos.length + 1} of ${count}`;
  element("instruction").textContent = instructions[challenge.poses[photos.length]];
  focusOn("instruction");
}

async function takePhoto() {
  const video = element("video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);

  // High quality: compression wipes out the traces that presentation-attack detection looks for.
  const photo = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
  if (!stream) {
    return; // The camera went while the photo was made, and the person knows.
  }

  if (!photo) {
    loseCamera();
    return;
  }

  if (photo.size > challenge.maxPhotoBytes) {
    closeCamera();
    showProblem(tooLarge);
    return;
  }

  photos.push(photo);
  if (photos.length < challenge.poses.length) {
    announce("Photo taken.");
    askForPose();
  } else {
    closeCamera();
    await check();
  }
}

async function check() {
  show("working");
  focusOn("working-title");
  const form = new FormData();
  form.append("token", challenge.token);
  photos.forEach((photo, index) => form.append("photos", photo, `photo-${index + 1}.jpg`));
  photos = [];
  try {
    const response = await fetch("api/check", {
      method: "POST",
      body: form,
      headers: { "X-Antiforgery-Token": challenge.antiforgeryToken },
    });
    if (response.ok) {
      showAnswer(await response.json());
    } else {
      showProblem(await explain(response));
    }
  } catch {
    showProblem(unreachable);
  }
}

async function explain(response) {
  switch (response.status) {
    case 413: return tooLarge;
    case 429: return "Too many tries in a short time. Please wait a minute, and try again.";
  }

  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? "Something went wrong. Please try again.";
}

function showAnswer({ verdict, reasons }) {
  const words = verdicts[verdict] ?? verdicts.Inconclusive;
  showEnd(words.kind, words.mark, words.headline, words.explanation, reasons);
  element("again").textContent = verdict === "Live" ? "Start again" : "Try again";
}

function showProblem(text) {
  showEnd("open", "!", "The check could not be made", text, []);
  element("again").textContent = "Try again";
}

function showEnd(kind, mark, headline, explanation, reasons) {
  element("result").dataset.kind = kind;
  element("mark").textContent = mark;
  element("headline").textContent = headline;
  element("explanation").textContent = explanation;
  element("reasons").replaceChildren(...reasons.map((reason) => {
    const item = document.createElement("li");
    item.textContent = reason;
    return item;
  }));
  show("result");
  announce([headline, explanation, ...reasons].join(" "));
  focusOn("headline");
}

function cancel() {
  closeCamera();
  return begin(true);
}

/** Lets a button act only when the last press has had its effect: a double click takes one photo. */
function onPress(id, action) {
  element(id).addEventListener("click", async () => {
    if (busy) {
      return;
    }

    busy = true;
    try {
      await action();
    } finally {
      busy = false;
    }
  });
}

onPress("open", openCamera);
onPress("take", takePhoto);
onPress("cancel", cancel);
onPress("again", () => begin(true));

begin(false);
