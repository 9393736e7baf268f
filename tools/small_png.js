// Writes a picture anew with at most 256 colours: pages have few, so nobody sees it, and it is a third as long.
async (source) => {
  const MOST = 256, FREQUENT = 176, UNLIKE = 20 ** 2;
  const bitmap = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixels = new Uint32Array(data.length / 4);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 1) {
    const colour = (data[at * 4] << 16) | (data[at * 4 + 1] << 8) | data[at * 4 + 2];
    pixels[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([colour]) => colour);
  const palette = colours.slice(0, FREQUENT);
  for (const colour of colours.slice(FREQUENT)) { // rare ones too, where nothing is like them: a red sign, an amber name
    if (palette.length === MOST) break;
    if (palette.every((each) => distance(each, colour) > UNLIKE)) palette.push(colour);
  }
  const index = new Map(palette.map((colour, at) => [colour, at]));
  const rows = new Uint8Array((width + 1) * height); // each row begins with its filter: none
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = indexOf(pixels[y * width + x]);
  }
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([8, 3, 0, 0, 0], 8); // eight bits a pixel, of a palette
  const table = new Uint8Array(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = [
    new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head), chunk("PLTE", table), chunk("IDAT", await deflated(rows)), chunk("IEND", new Uint8Array()),
  ];
  const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = "";
  for (let at = 0; at < whole.length; at += 8192) text += String.fromCharCode(...whole.subarray(at, at + 8192));
  return btoa(text);

  function indexOf(colour) {
    if (!index.has(colour)) {
      let best = 0, least = Infinity;
      palette.forEach((each, at) => {
        const far = distance(each, colour);
        if (far < least) [best, least] = [at, far];
      });
      index.set(colour, best);
    }
    return index.get(colour);
  }

  function distance(one, other) {
    return [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0);
  }

  async function deflated(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function chunk(name, bytes) {
    const made = new Uint8Array(bytes.length + 12);
    const view = new DataView(made.buffer);
    view.setUint32(0, bytes.length);
    made.set([...name].map((letter) => letter.charCodeAt(0)), 4);
    made.set(bytes, 8);
    view.setUint32(bytes.length + 8, checksum(made.subarray(4, bytes.length + 8)));
    return made;
  }

  function checksum(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (sum ^ -1) >>> 0;
  }
}
