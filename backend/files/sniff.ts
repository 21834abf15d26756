/** Bytes from the beginning that tell the type: enough for the list of contents of an office document. */
export const HEAD = 64 * 1024

/** What would run if a browser ever opened it as itself. */
const ACTIVE = /^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/xml)$/
/** Tab, line feed, form feeds, carriage return and escape: the control characters that texts have. */
const CONTROLS_OF_TEXT = new Set([9, 10, 11, 12, 13, 27])

/**
 * The media type of a file by its first bytes. A claim is believed only where bytes can't tell: between plain text
 * and a table. Pages and vector pictures are text, for nobody is to run them.
 */
export async function sniff(head: Uint8Array, claimed = ''): Promise<string> {
  // Loaded with the first file: a start need not wait for it.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = (await fileTypeFromBuffer(head))?.mime.split(';')[0]
  if (found && !ACTIVE.test(found)) return found
  if (!looksLikeText(head)) return 'application/octet-stream'
  return /^text\/csv\b/i.test(claimed) ? 'text/csv' : 'text/plain'
}

/** UTF-8, or an older encoding of one byte per letter, such as Windows-1251. */
function looksLikeText(head: Uint8Array): boolean {
  return head.length > 0 && head.every((byte) => (byte >= 32 && byte !== 127) || CONTROLS_OF_TEXT.has(byte))
}
