import { crc32, deflateSync, inflateSync } from 'node:zlib';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, one byte each, row by row. */
  readonly rgb: Uint8Array;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const mostColours = 96;

/** The same picture with few colours, as a PNG with a palette: pages have flat areas, and it gets a third as large. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png);
  const palette = paletteOf(rgb);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = coarse(rgb, 3 * (y * width + x));
      const known = nearest.get(colour) ?? nearestIn(palette, colour);
      nearest.set(colour, known);
      rows[y * (width + 1) + x + 1] = known;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, rounded: antialiased text has many that nobody tells apart. Colourful ones count for more, as they mean something. */
function paletteOf(rgb: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let place = 0; place < rgb.length; place += 3) {
    const colour = coarse(rgb, place);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts]
    .map(([colour, count]) => [colour, count * (1 + colourfulness(colour))] as const)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostColours)
    .map(([colour]) => colour);
}

/** How far from grey, 0–16. */
function colourfulness(colour: number): number {
  const parts = [colour >> 16, (colour >> 8) & 255, colour & 255];
  return (Math.max(...parts) - Math.min(...parts)) / 16;
}

/** Five bits for each colour, spread so that black and white stay what they are. */
function coarse(rgb: Uint8Array, place: number): number {
  const part = (offset: number) =>
    Math.round((Math.round(((rgb[place + offset] ?? 0) * 31) / 255) * 255) / 31);
  return (part(0) << 16) | (part(1) << 8) | part(2);
}

function nearestIn(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, each] of palette.entries()) {
    const distance = [16, 8, 0].reduce(
      (sum, shift) => sum + (((each >> shift) & 255) - ((colour >> shift) & 255)) ** 2,
      0,
    );
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** What Chromium writes: eight bits, with or without alpha, not interlaced. https://www.w3.org/TR/png-3/ */
function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const plain = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) unfilter(raw, plain, y, stride, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(plain.subarray(pixel * channels, pixel * channels + 3), pixel * 3);
  }
  return { width, height, rgb };
}

function unfilter(raw: Buffer, plain: Uint8Array, y: number, stride: number, channels: number): void {
  const filter = raw[y * (stride + 1)] ?? 0;
  for (let x = 0; x < stride; x += 1) {
    const left = x < channels ? 0 : (plain[y * stride + x - channels] ?? 0);
    const up = y === 0 ? 0 : (plain[(y - 1) * stride + x] ?? 0);
    const corner = x < channels || y === 0 ? 0 : (plain[(y - 1) * stride + x - channels] ?? 0);
    const guess = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)][filter] ?? 0;
    plain[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
