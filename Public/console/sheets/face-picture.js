const side = 256;
const limit = 64 * 1024;

/**
 * Draws any picture as a 256 px square that the server takes: cut from the middle, small enough.
 *
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function facePicture(file) {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { x, y, edge } = middleSquare(picture.width, picture.height);
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff"; // JPEG knows no transparency: without it, it turns black
  context.fillRect(0, 0, side, side);
  context.drawImage(picture, x, y, edge, edge, 0, 0, side, side);
  picture.close();
  return await smallEnough(canvas);
}

/** @param {number} width @param {number} height */
export function middleSquare(width, height) {
  const edge = Math.min(width, height);
  return { x: (width - edge) / 2, y: (height - edge) / 3, edge }; // faces are above the middle
}

/** @param {HTMLCanvasElement} canvas */
async function smallEnough(canvas) {
  for (const quality of [0.9, 0.8, 0.65, 0.5, 0.3]) {
    const blob = await encoded(canvas, quality);
    if (blob && blob.size <= limit) return blob;
  }
  throw new Error("This picture cannot be made small enough.");
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob|null>} */
function encoded(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
