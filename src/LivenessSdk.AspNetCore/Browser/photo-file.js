// Gets a photo from the person's files if there is no camera.

import { Problem } from "./problems.js";

const previewHeight = 640;

/** Opens the browser's dialog. It never ends if the person closes it and the browser does not report that. */
export async function choosePhoto(facing, signal) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg,image/png,image/webp" });
  input.setAttribute("capture", facing);
  const file = await new Promise((resolve, reject) => {
    input.addEventListener("change", () => resolve(input.files[0]), { once: true });
    input.addEventListener("cancel", () => resolve(undefined), { once: true });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    input.click();
  });
  return file && { blob: file, canvas: await drawPreview(file) };
}

async function drawPreview(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, previewHeight / image.height);
    const canvas = Object.assign(document.createElement("canvas"), {
      width: Math.round(image.width * scale),
      height: Math.round(image.height * scale),
      className: "chosen",
    });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return canvas;
  } catch (error) {
    throw new Problem("photo", { cause: error });
  }
}
