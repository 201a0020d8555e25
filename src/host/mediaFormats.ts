import type { MediumKind } from '../dataset/sample';

/** Bytes of a file by which its format is told. */
export const HEAD_LENGTH = 192;

/** How files of a format begin, and how many bytes the shortest one has that can be opened. */
interface MediaFormat {
  readonly kinds: readonly MediumKind[];
  readonly shortest: number;
  readonly begins: (head: Buffer) => boolean;
}

/**
 * The formats that Pillow, PyAV and librosa open and that datasets are made of. A header that is shorter than its format's fixed parts is that of a
 * file that was cut off. Signatures: the formats' own specifications.
 */
const FORMATS: readonly MediaFormat[] = [
  // Signature, IHDR, the shortest IDAT, IEND.
  { kinds: ['image'], shortest: 57, begins: (head) => has(head, 0, '\x89PNG\r\n\x1a\n') && has(head, 12, 'IHDR') },
  { kinds: ['image'], shortest: 107, begins: (head) => has(head, 0, '\xff\xd8\xff') },
  { kinds: ['image', 'video'], shortest: 26, begins: (head) => has(head, 0, 'GIF87a') || has(head, 0, 'GIF89a') },
  { kinds: ['image'], shortest: 26, begins: (head) => riff(head, 'WEBP') },
  { kinds: ['image'], shortest: 26, begins: (head) => has(head, 0, 'BM') },
  { kinds: ['image'], shortest: 26, begins: (head) => has(head, 0, 'II*\0') || has(head, 0, 'MM\0*') },
  { kinds: ['image'], shortest: 26, begins: (head) => has(head, 4, 'jP  \r\n') || has(head, 0, '\xff\x4f\xff\x51') },
  { kinds: ['image'], shortest: 8, begins: (head) => /^P[1-7][\s#]/.test(head.toString('latin1', 0, 3)) },
  { kinds: ['image'], shortest: 26, begins: (head) => has(head, 0, '\0\0\x01\0') || has(head, 0, '8BPS') },
  // AVIF and HEIC are ISO files of another brand.
  { kinds: ['image'], shortest: 32, begins: (head) => isoBrand(head, IMAGE_BRANDS) },
  { kinds: ['video', 'audio'], shortest: 32, begins: (head) => isIso(head) && !isoBrand(head, IMAGE_BRANDS) },
  // Matroska and WebM.
  { kinds: ['video', 'audio'], shortest: 32, begins: (head) => has(head, 0, '\x1a\x45\xdf\xa3') },
  { kinds: ['video'], shortest: 64, begins: (head) => riff(head, 'AVI ') },
  { kinds: ['video'], shortest: 32, begins: (head) => has(head, 0, 'FLV') || isMpegStream(head) },
  { kinds: ['video', 'audio'], shortest: 32, begins: (head) => has(head, 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11') },
  { kinds: ['audio'], shortest: 44, begins: (head) => riff(head, 'WAVE') },
  { kinds: ['audio'], shortest: 42, begins: (head) => has(head, 0, 'fLaC') },
  { kinds: ['audio', 'video'], shortest: 28, begins: (head) => has(head, 0, 'OggS') },
  { kinds: ['audio'], shortest: 32, begins: (head) => has(head, 0, 'ID3') || isMpegFrame(head) },
  { kinds: ['audio'], shortest: 32, begins: (head) => has(head, 0, 'FORM') && has(head, 8, 'AIF') },
  { kinds: ['audio'], shortest: 24, begins: (head) => has(head, 0, '.snd') || has(head, 0, '#!AMR') },
];

const IMAGE_BRANDS = ['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1'];

/**
 * True if a file begins as one of that kind does and is long enough to be one.
 *
 * @param head its first {@link HEAD_LENGTH} bytes, or all of a shorter one
 * @param size of the file, in bytes
 */
export function isMedium(head: Buffer, size: number, kind: MediumKind): boolean {
  return FORMATS.some(({ kinds, shortest, begins }) => kinds.includes(kind) && size >= shortest && begins(head));
}

function has(head: Buffer, at: number, bytes: string): boolean {
  return head.toString('latin1', at, at + bytes.length) === bytes;
}

function riff(head: Buffer, type: string): boolean {
  return has(head, 0, 'RIFF') && has(head, 8, type);
}

/** MP4, MOV, M4A: a box of this type comes first. */
function isIso(head: Buffer): boolean {
  return ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].some((box) => has(head, 4, box));
}

function isoBrand(head: Buffer, brands: readonly string[]): boolean {
  return has(head, 4, 'ftyp') && brands.some((brand) => has(head, 8, brand));
}

/** MPEG-1 and -2, as a program, a stream or packets. */
function isMpegStream(head: Buffer): boolean {
  return has(head, 0, '\0\0\x01\xba') || has(head, 0, '\0\0\x01\xb3') || (head[0] === 0x47 && head[188] === 0x47);
}

/** The eleven set bits that begin a frame, with a layer (MP3, MP2) or as AAC without a container. */
function isMpegFrame(head: Buffer): boolean {
  return head.length > 2 && head[0] === 0xff && (head[1]! & 0xe0) === 0xe0;
}
