import { zipSync } from 'fflate'

/** The same files make the same bytes: in their order, and all of one day. */
export function archive(files: Map<string, string>): Uint8Array {
  const encoder = new TextEncoder()
  // Archives keep the time of day without its zone.
  const mtime = new Date(1980, 0, 1)
  const entries = [...files].map(([path, text]) => [path, encoder.encode(text)] as const)
  return zipSync(Object.fromEntries(entries), { level: 9, mtime })
}
